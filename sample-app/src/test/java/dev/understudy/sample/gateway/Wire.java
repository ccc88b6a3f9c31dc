package dev.understudy.sample.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * HTTP by hand: sends what no decent client would, and sees how a response really ends.
 */
final class Wire {

	private static final int PATIENCE = 60_000;

	private final int port;

	Wire(int port) {
		this.port = port;
	}

	/** Sends a JSON body to a path. */
	Transcript post(String path, byte[] body) {
		return post(path, "application/json", body);
	}

	Transcript post(String path, String type, byte[] body) {
		return send("POST " + path + " HTTP/1.1\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length, body);
	}

	/** Sends a head without its last headers, and a body. */
	Transcript send(String head, byte[] body) {
		try (Socket socket = open(head)) {
			try {
				socket.getOutputStream().write(body);
				socket.getOutputStream().flush();
			}
			catch (IOException ex) {
				// It has heard enough, and may have answered.
			}
			return read(socket.getInputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Sends a head, and leaves the rest to the caller. */
	Socket open(String head) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		socket.setSoTimeout(PATIENCE);
		socket.getOutputStream()
			.write((head + "\r\nHost: localhost:" + this.port + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
		socket.getOutputStream().flush();
		return socket;
	}

	private static Transcript read(InputStream input) throws IOException {
		List<String> head = head(input);
		while (!head.isEmpty() && head.get(0).startsWith("HTTP/1.1 100")) {
			head = head(input);
		}
		if (head.isEmpty()) {
			throw new IOException("No response");
		}
		boolean chunked = head.stream()
			.anyMatch((line) -> line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding: chunked"));
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		boolean whole = chunked ? chunks(input, body) : rest(input, body);
		return Transcript.of(head, body.toString(UTF_8), whole);
	}

	private static List<String> head(InputStream input) throws IOException {
		List<String> head = new ArrayList<>();
		for (String line = line(input); line != null && !line.isEmpty(); line = line(input)) {
			head.add(line);
		}
		return head;
	}

	private static boolean chunks(InputStream input, ByteArrayOutputStream body) throws IOException {
		for (String size = line(input); size != null; size = line(input)) {
			int length = Integer.parseInt(size.strip(), 16);
			byte[] chunk = input.readNBytes(length);
			body.writeBytes(chunk);
			if (chunk.length < length || line(input) == null) {
				return false;
			}
			if (length == 0) {
				return true;
			}
		}
		return false;
	}

	private static boolean rest(InputStream input, ByteArrayOutputStream body) throws IOException {
		input.transferTo(body);
		return true;
	}

	private static String line(InputStream input) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = input.read(); next != '\n'; next = input.read()) {
			if (next < 0) {
				return null;
			}
			line.write(next);
		}
		return line.toString(ISO_8859_1).strip();
	}

}
