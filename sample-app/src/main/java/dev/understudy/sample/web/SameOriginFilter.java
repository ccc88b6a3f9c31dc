package dev.understudy.sample.web;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses every request to a host name that is not known here, and what a browser sends
 * for a page of somebody else: everything that changes something, and all of {@code /api}
 * and {@code /v1}. Whoever is no browser tells nothing of where it comes from, and may
 * pass.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SameOriginFilter extends OncePerRequestFilter {

	private static final String GATEWAY = "/v1/";

	private static final String PROBLEM = "{\"title\": \"%s\", \"status\": %d, \"detail\": \"%s\"}";

	private static final String OPENAI_ERROR = "{\"error\": {\"message\": \"%s\", "
			+ "\"type\": \"invalid_request_error\", \"param\": null, \"code\": \"%s\"}}";

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	/** What a form can send without asking first. */
	private static final Set<MediaType> FORMS = Set.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_FORM_URLENCODED,
			MediaType.MULTIPART_FORM_DATA);

	private final KnownHosts hosts;

	SameOriginFilter(WebSettings settings) {
		this.hosts = new KnownHosts(settings.allowedHosts());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.hosts.isKnown(request.getServerName())) {
			refuse(request, response, HttpStatus.FORBIDDEN,
					"This host name is not known here: name it in 'sample.allowed-hosts'");
		}
		else if (guarded(request) && !comesFromHere(request)) {
			refuse(request, response, HttpStatus.FORBIDDEN, "Pages of other origins may not do this");
		}
		else if (isForm(request)) {
			refuse(request, response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with its content type");
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private static boolean guarded(HttpServletRequest request) {
		return !READING.contains(request.getMethod()) || isBelow("/api/", request) || isBelow(GATEWAY, request);
	}

	/** Of '/v1/*' only the '/v1' is the servlet's. */
	private static boolean isBelow(String path, HttpServletRequest request) {
		return (request.getServletPath() + "/").startsWith(path);
	}

	private boolean comesFromHere(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return (site == null || OWN_SITES.contains(site)) && (origin == null
				|| this.hosts.isSame(origin, request.getScheme(), request.getServerName(), request.getServerPort()));
	}

	private static boolean isForm(HttpServletRequest request) {
		String type = request.getContentType();
		if (READING.contains(request.getMethod()) || type == null) {
			return false;
		}
		String plain = type.split(";", 2)[0].strip();
		return FORMS.stream().anyMatch((form) -> form.toString().equalsIgnoreCase(plain));
	}

	/** In the words of whoever would have answered. */
	private static void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status,
			String detail) throws IOException {
		boolean gateway = isBelow(GATEWAY, request);
		response.setStatus(status.value());
		response.setContentType(gateway ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getWriter()
			.write(gateway ? OPENAI_ERROR.formatted(detail, status.name().toLowerCase(Locale.ROOT))
					: PROBLEM.formatted(status.getReasonPhrase(), status.value(), detail));
	}

}
