package dev.understudy.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Models that are reached over HTTP with the JDK's client. A status other than 200 is a
 * failure.
 */
final class HttpModels extends Models {

	private static final int OK = 200;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Map<String, HttpRequest> requests;

	HttpModels(HttpStub stub) {
		this.requests = Stream.of(GPT, CLAUDE, LOCAL)
			.collect(Collectors.toMap((id) -> id, (id) -> HttpRequest.newBuilder(stub.uri(id)).build()));
	}

	@Override
	String answer(String id, String question) {
		HttpResponse<String> response = send(Objects.requireNonNull(this.requests.get(id), id));
		if (response.statusCode() != OK) {
			throw ModelDownException.INSTANCE;
		}
		return response.body();
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.client.send(request, BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

}
