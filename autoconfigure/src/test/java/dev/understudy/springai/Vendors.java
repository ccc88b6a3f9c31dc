package dev.understudy.springai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A server that speaks for OpenAI, Anthropic and Ollama as it is told to, and keeps what
 * it was asked.
 */
public final class Vendors implements AutoCloseable {

	public static final String OPENAI = "/chat/completions";

	public static final String ANTHROPIC = "/v1/messages";

	public static final String OLLAMA = "/api/chat";

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpServer server;

	private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();

	private final List<Asked> asked = new CopyOnWriteArrayList<>();

	public Vendors() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "vendors");
			thread.setDaemon(true);
			return thread;
		}));
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** What is said next at a path; the last reply is said over and over. */
	public void says(String path, Reply... next) {
		this.replies.put(path, new ArrayDeque<>(List.of(next)));
	}

	/** The bodies that a path was asked with. */
	public List<JsonNode> asked(String path) {
		return this.asked.stream().filter((each) -> each.path().endsWith(path)).map(Asked::body).toList();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			this.asked.add(new Asked(path, JSON.readTree(exchange.getRequestBody().readAllBytes())));
			Reply reply = next(path);
			reply.headers().forEach(exchange.getResponseHeaders()::add);
			byte[] body = reply.body().getBytes(UTF_8);
			exchange.getResponseHeaders().add("Content-Type", reply.type());
			exchange.sendResponseHeaders(reply.status(), body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private Reply next(String path) {
		Deque<Reply> left = this.replies.entrySet()
			.stream()
			.filter((each) -> path.endsWith(each.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Nobody has said what '" + path + "' says"));
		synchronized (left) {
			return (left.size() > 1) ? left.remove() : left.element();
		}
	}

	public static Reply openAi(String text) {
		return Reply.json(200, """
				{"id": "c1", "object": "chat.completion", "created": 1, "model": "gpt-4.1", "choices": [{"index": 0,
				"finish_reason": "stop", "message": {"role": "assistant", "content": "%s"}}],
				"usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}}""".formatted(text));
	}

	public static Reply openAiCalls(String tool, String arguments) {
		return Reply.json(200, """
				{"id": "c1", "object": "chat.completion", "created": 1, "model": "gpt-4.1", "choices": [{"index": 0,
				"finish_reason": "tool_calls", "message": {"role": "assistant", "content": null, "tool_calls": [
				{"id": "call_7", "type": "function", "function": {"name": "%s", "arguments": "%s"}}]}}],
				"usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}}""".formatted(tool,
				arguments.replace("\"", "\\\"")));
	}

	public static Reply openAiStream(String... words) {
		StringBuilder events = new StringBuilder();
		for (String word : words) {
			events.append(openAiChunk("{\"content\": \"" + word + "\"}", "null"));
		}
		events.append(openAiChunk("{}", "\"stop\"")).append("data: [DONE]\n\n");
		return Reply.events(events.toString());
	}

	public static Reply openAiStreamCalls(String tool, String arguments) {
		String call = "{\"tool_calls\": [{\"index\": 0, \"id\": \"call_7\", \"type\": \"function\", \"function\": "
				+ "{\"name\": \"" + tool + "\", \"arguments\": \"" + arguments.replace("\"", "\\\"") + "\"}}]}";
		return Reply.events(openAiChunk(call, "null") + openAiChunk("{}", "\"tool_calls\"") + "data: [DONE]\n\n");
	}

	public static Reply openAiCutStream(String word) {
		return Reply.events(openAiChunk("{\"content\": \"" + word + "\"}", "null"));
	}

	private static String openAiChunk(String delta, String finish) {
		return "data: {\"id\": \"c1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"gpt-4.1\", "
				+ "\"choices\": [{\"index\": 0, \"delta\": " + delta + ", \"finish_reason\": " + finish + "}]}\n\n";
	}

	public static Reply anthropic(String text) {
		return Reply.json(200,
				"""
						{"id": "m1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "stop_reason": "end_turn",
						"stop_sequence": null, "content": [{"type": "text", "text": "%s"}],
						"usage": {"input_tokens": 5, "output_tokens": 3}}"""
					.formatted(text));
	}

	public static Reply anthropicStream(String... words) {
		StringBuilder events = new StringBuilder();
		events.append(event("message_start", """
				{"type": "message_start", "message": {"id": "m1", "type": "message", "role": "assistant", "content": [],
				"model": "claude-sonnet-4-5", "stop_reason": null, "stop_sequence": null,
				"usage": {"input_tokens": 5, "output_tokens": 1}}}"""));
		events.append(event("content_block_start",
				"{\"type\": \"content_block_start\", \"index\": 0, \"content_block\": {\"type\": \"text\", \"text\": \"\"}}"));
		for (String word : words) {
			events.append(event("content_block_delta",
					"{\"type\": \"content_block_delta\", \"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \""
							+ word + "\"}}"));
		}
		events.append(event("content_block_stop", "{\"type\": \"content_block_stop\", \"index\": 0}"));
		events.append(event("message_delta", """
				{"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": null},
				"usage": {"output_tokens": 3}}"""));
		events.append(event("message_stop", "{\"type\": \"message_stop\"}"));
		return Reply.events(events.toString());
	}

	private static String event(String name, String data) {
		return "event: " + name + "\ndata: " + data.replace("\n", " ") + "\n\n";
	}

	public static Reply ollama(String text) {
		return Reply.json(200,
				"""
						{"model": "llama3.2", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": "%s"},
						"done": true, "done_reason": "stop", "prompt_eval_count": 4, "eval_count": 2}"""
					.formatted(text));
	}

	public static Reply ollamaStream(String... words) {
		StringBuilder lines = new StringBuilder();
		for (String word : words) {
			lines.append("{\"model\": \"llama3.2\", \"created_at\": \"2026-01-01T00:00:00Z\", \"message\": "
					+ "{\"role\": \"assistant\", \"content\": \"" + word + "\"}, \"done\": false}\n");
		}
		lines.append("{\"model\": \"llama3.2\", \"created_at\": \"2026-01-01T00:00:00Z\", \"message\": "
				+ "{\"role\": \"assistant\", \"content\": \"\"}, \"done\": true, \"done_reason\": \"stop\", "
				+ "\"prompt_eval_count\": 4, \"eval_count\": 2}\n");
		return new Reply(200, "application/x-ndjson", Map.of(), lines.toString());
	}

	public static Reply fails(int status) {
		return Reply.json(status, "{\"error\": {\"message\": \"out of order\", \"type\": \"server_error\"}}");
	}

	/**
	 * What the server says.
	 */
	public record Reply(int status, String type, Map<String, String> headers, String body) {

		public static Reply json(int status, String body) {
			return new Reply(status, "application/json", Map.of(), body);
		}

		static Reply events(String body) {
			return new Reply(200, "text/event-stream", Map.of(), body);
		}

		public Reply with(String header, String value) {
			return new Reply(this.status, this.type, Map.of(header, value), this.body);
		}

	}

	private record Asked(String path, JsonNode body) {

	}

}
