package dev.understudy.sample.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the application over HTTP, with whatever headers and bodies.
 */
final class Requests {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String base;

	Requests(int port) {
		this.base = "http://127.0.0.1:" + port;
	}

	HttpResponse<String> send(String method, String path, String body, String... headers)
			throws IOException, InterruptedException {
		return this.client.send(request(method, path, body, headers), BodyHandlers.ofString());
	}

	HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
		return this.client.send(request("GET", path, ""), BodyHandlers.ofInputStream());
	}

	HttpResponse<String> chat(String body) throws IOException, InterruptedException {
		return send("POST", "/api/chat", body, "Content-Type", "application/json");
	}

	/** The events of an answer. */
	List<JsonNode> talk(String chain, String message) throws IOException, InterruptedException {
		String body = JsonMapper.shared()
			.createObjectNode()
			.put("chain", chain)
			.put("message", message)
			.put("conversation", "c-1")
			.toString();
		return chat(body).body().lines().map(JsonMapper.shared()::readTree).toList();
	}

	private HttpRequest request(String method, String path, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(Duration.ofSeconds(60))
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		return ((headers.length != 0) ? request.headers(headers) : request).build();
	}

}
