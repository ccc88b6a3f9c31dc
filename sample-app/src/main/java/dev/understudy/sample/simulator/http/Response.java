package dev.understudy.sample.simulator.http;

import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes responses of HTTP/1.1, whole or in parts. Each is the last one of its
 * connection.
 */
public final class Response {

	private static final String JSON = "application/json";

	private Response() {
	}

	/**
	 * A whole response of JSON.
	 * @param status the status
	 * @param headers more headers
	 * @param body the body
	 * @return the text of it
	 */
	public static String whole(int status, Map<String, String> headers, String body) {
		return head(status, JSON, headers, "Content-Length: " + body.getBytes(UTF_8).length) + body;
	}

	/**
	 * The beginning of a response in chunks.
	 * @param type the media type
	 * @return the text of it
	 */
	public static String begin(String type) {
		return head(200, type, Map.of(), "Transfer-Encoding: chunked");
	}

	/**
	 * One more part of it.
	 * @param text the part
	 * @return the text of it
	 */
	public static String chunk(String text) {
		return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
	}

	/**
	 * Its end, without which it is cut.
	 * @return the text of it
	 */
	public static String end() {
		return "0\r\n\r\n";
	}

	private static String head(int status, String type, Map<String, String> headers, String framing) {
		StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + ((status < 400) ? "OK" : "Error"));
		head.append("\r\nContent-Type: ").append(type).append("\r\nConnection: close\r\n").append(framing);
		headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
		return head.append("\r\n\r\n").toString();
	}

}
