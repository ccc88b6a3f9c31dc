package dev.understudy.sample.gateway;

import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Takes the body of a request in, as long as it is JSON and not too long.
 */
final class Body {

	private final Json json;

	private final int longest;

	Body(Json json, DataSize longest) {
		this.json = json;
		this.longest = Math.toIntExact(longest.toBytes());
	}

	Mono<JsonNode> of(ServerHttpRequest request) {
		requireJson(request.getHeaders());
		if (request.getHeaders().getContentLength() > this.longest) {
			throw tooLong();
		}
		return DataBufferUtils.join(request.getBody(), this.longest)
			.onErrorMap(DataBufferLimitException.class, (ex) -> tooLong())
			.map(Body::bytes)
			.defaultIfEmpty(new byte[0])
			.map(this.json::body);
	}

	/** A page of somebody else can only send other types without being asked first. */
	private static void requireJson(HttpHeaders headers) {
		MediaType type = type(headers);
		Charset charset = (type != null) ? type.getCharset() : null;
		boolean json = type != null && type.isCompatibleWith(MediaType.APPLICATION_JSON) && type.isConcrete();
		if (!json || (charset != null && !charset.equals(UTF_8))) {
			throw ApiError.invalid(415, "unsupported_media_type", null, "The Content-Type must be application/json")
				.asException();
		}
		String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
		if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
			throw ApiError.invalid(415, "unsupported_media_type", null, "The body must not be compressed")
				.asException();
		}
	}

	private static @Nullable MediaType type(HttpHeaders headers) {
		try {
			return headers.getContentType();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private ApiException tooLong() {
		return ApiError
			.invalid(413, "request_too_large", null, "The body must not be longer than " + this.longest + " bytes")
			.asException();
	}

}
