package dev.understudy.sample.gateway;

import java.io.IOException;
import java.util.stream.Collectors;

import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.ContextCarrier.Luggage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Answers everything below {@code /v1} as the API of OpenAI does, mistakes included.
 */
final class Gateway implements HttpHandler {

	private static final Logger logger = LoggerFactory.getLogger(Gateway.class);

	private static final String COMPLETIONS = "chat/completions";

	private static final String MODELS = "models";

	private final Catalog catalog;

	private final ChatCompletions completions;

	private final ContextCarrier carrier;

	private final Json json;

	/**
	 * Opens.
	 * @param catalog what may be asked for
	 * @param completions answers
	 * @param carrier takes along what hangs on the thread of a request, who asks among it
	 * @param json reads and writes
	 */
	Gateway(Catalog catalog, ChatCompletions completions, ContextCarrier carrier, Json json) {
		this.catalog = catalog;
		this.completions = completions;
		this.carrier = carrier;
		this.json = json;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		Reply reply = new Reply(response);
		Luggage luggage = this.carrier.pack();
		return Mono.defer(() -> route(request, reply, luggage)).onErrorResume((ex) -> failed(ex, response, reply));
	}

	private Mono<Void> route(ServerHttpRequest request, Reply reply, Luggage luggage) {
		String path = path(request);
		if (path.equals(COMPLETIONS)) {
			require(HttpMethod.POST, request, reply);
			return this.completions.answer(request, reply, luggage);
		}
		if (path.equals(MODELS)) {
			require(HttpMethod.GET, request, reply);
			return reply.json(this.catalog.list(this.json));
		}
		if (path.startsWith(MODELS + "/")) {
			require(HttpMethod.GET, request, reply);
			return reply.json(this.catalog.describe(path.substring(MODELS.length() + 1), this.json));
		}
		throw ApiError.invalid(404, "unknown_url", null, "There are /v1/chat/completions and /v1/models").asException();
	}

	/** Decoded, and without slashes at its ends: names may have some in them. */
	private static String path(ServerHttpRequest request) {
		return request.getPath()
			.pathWithinApplication()
			.elements()
			.stream()
			.filter(PathContainer.PathSegment.class::isInstance)
			.map((segment) -> ((PathContainer.PathSegment) segment).valueToMatch())
			.collect(Collectors.joining("/"));
	}

	private static void require(HttpMethod method, ServerHttpRequest request, Reply reply) {
		if (!request.getMethod().equals(method)) {
			reply.allow(method);
			throw ApiError.invalid(405, "method_not_allowed", null, "The method must be " + method).asException();
		}
	}

	/** What happens after the answer has begun is told in it, or nobody is there. */
	private Mono<Void> failed(Throwable thrown, ServerHttpResponse response, Reply reply) {
		if (response.isCommitted()) {
			return (thrown instanceof IOException) ? Mono.empty() : Mono.error(thrown);
		}
		if (thrown instanceof ApiException refused) {
			return reply.refuse(refused.error(), this.json);
		}
		if (!(thrown instanceof IOException)) {
			// What it says may be somebody's words.
			logger.error("The gateway failed with '{}' at {}", thrown.getClass().getName(), place(thrown));
		}
		return reply.refuse(ApiError.internal(), this.json);
	}

	private static String place(Throwable thrown) {
		StackTraceElement[] trace = thrown.getStackTrace();
		return (trace.length > 0) ? trace[0].toString() : "an unknown place";
	}

}
