package dev.understudy.sample.gateway;

import java.time.Duration;

import dev.understudy.sample.web.RetryAfter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes one response. What is written begins with the first piece of it, so that until
 * then an error still has a status.
 */
final class Reply {

	private final ServerHttpResponse response;

	Reply(ServerHttpResponse response) {
		this.response = response;
	}

	/** Tells in headers what becomes of the call. */
	void tell(Report report) {
		report.writeTo(headers());
	}

	void allow(HttpMethod method) {
		headers().set(HttpHeaders.ALLOW, method.name());
	}

	Mono<Void> json(ObjectNode body) {
		byte[] bytes = body.toString().getBytes(UTF_8);
		headers().setContentType(MediaType.APPLICATION_JSON);
		headers().setContentLength(bytes.length);
		return this.response.writeWith(Mono.fromSupplier(() -> wrap(bytes)));
	}

	Mono<Void> refuse(ApiError error, Json json) {
		this.response.setStatusCode(HttpStatusCode.valueOf(error.status()));
		if (error.report() != null) {
			tell(error.report());
		}
		Duration wait = error.retryAfter();
		if (wait != null) {
			headers().set(HttpHeaders.RETRY_AFTER, Long.toString(RetryAfter.seconds(wait)));
		}
		return json(error.body(json));
	}

	/**
	 * Server-sent events, each flushed; the caller's pace is that of the whole stream.
	 */
	Mono<Void> events(Flux<String> events) {
		headers().setContentType(MediaType.TEXT_EVENT_STREAM);
		headers().setCacheControl("no-cache");
		headers().set("X-Accel-Buffering", "no");
		return this.response
			.writeAndFlushWith(events.map((event) -> Mono.just(wrap(("data: " + event + "\n\n").getBytes(UTF_8)))));
	}

	private DataBuffer wrap(byte[] bytes) {
		return this.response.bufferFactory().wrap(bytes);
	}

	private HttpHeaders headers() {
		return this.response.getHeaders();
	}

}
