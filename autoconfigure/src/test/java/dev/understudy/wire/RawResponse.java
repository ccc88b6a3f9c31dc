package dev.understudy.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes responses of HTTP/1.1, whole or in parts. The connection is closed after each.
 */
final class RawResponse {

	private final OutputStream out;

	RawResponse(OutputStream out) {
		this.out = out;
	}

	void whole(int status, String type, Map<String, String> headers, String body) throws IOException {
		byte[] bytes = body.getBytes(UTF_8);
		head(status, type, headers, "Content-Length: " + bytes.length);
		this.out.write(bytes);
		this.out.flush();
	}

	/** Promises a whole body and sends the first half of it. */
	void half(String type, String body) throws IOException {
		byte[] bytes = body.getBytes(UTF_8);
		head(200, type, Map.of(), "Content-Length: " + bytes.length);
		this.out.write(bytes, 0, bytes.length / 2);
		this.out.flush();
	}

	void begin(String type, Map<String, String> headers) throws IOException {
		head(200, type, headers, "Transfer-Encoding: chunked");
		this.out.flush();
	}

	void chunk(String text) throws IOException {
		byte[] bytes = text.getBytes(UTF_8);
		this.out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
		this.out.write(bytes);
		this.out.write("\r\n".getBytes(UTF_8));
		this.out.flush();
	}

	void end() throws IOException {
		this.out.write("0\r\n\r\n".getBytes(UTF_8));
		this.out.flush();
	}

	private void head(int status, String type, Map<String, String> headers, String framing) throws IOException {
		StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + ((status < 400) ? "OK" : "Error"));
		head.append("\r\nContent-Type: ").append(type).append("\r\nConnection: close\r\n").append(framing);
		headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
		this.out.write(head.append("\r\n\r\n").toString().getBytes(UTF_8));
	}

}
