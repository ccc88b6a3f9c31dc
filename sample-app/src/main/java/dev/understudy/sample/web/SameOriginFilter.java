package dev.understudy.sample.web;

import java.io.IOException;
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
 * Refuses what a browser sends for a page of somebody else: everything that changes
 * something, and all of {@code /api} and {@code /v1}. Whoever is no browser tells nothing
 * of where it comes from, and may pass.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SameOriginFilter extends OncePerRequestFilter {

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
		if (!guarded(request)) {
			chain.doFilter(request, response);
		}
		else if (!this.hosts.isKnown(request.getServerName())) {
			refuse(response, HttpStatus.FORBIDDEN,
					"This host name is not known here: name it in 'sample.allowed-hosts'");
		}
		else if (!comesFromHere(request)) {
			refuse(response, HttpStatus.FORBIDDEN, "Pages of other origins may not do this");
		}
		else if (isForm(request)) {
			refuse(response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with its content type");
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private static boolean guarded(HttpServletRequest request) {
		String path = request.getServletPath();
		return !READING.contains(request.getMethod()) || path.startsWith("/api/") || path.startsWith("/v1/");
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

	private static void refuse(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getWriter()
			.write("{\"title\": \"%s\", \"status\": %d, \"detail\": \"%s\"}".formatted(status.getReasonPhrase(),
					status.value(), detail));
	}

}
