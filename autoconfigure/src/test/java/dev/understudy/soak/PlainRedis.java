package dev.understudy.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Speaks to a Redis without a driver, over a connection that lives for one command.
 */
public final class PlainRedis {

	private static final int PATIENCE = (int) Duration.ofSeconds(30).toMillis();

	private final int port;

	public PlainRedis(int port) {
		this.port = port;
	}

	/**
	 * Sends a command.
	 * @return a string, a number, a list of these, or nothing
	 */
	public @Nullable Object ask(String... words) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(PATIENCE);
			OutputStream out = socket.getOutputStream();
			StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
			for (String word : words) {
				command.append('$').append(word.getBytes(UTF_8).length).append("\r\n").append(word).append("\r\n");
			}
			out.write(command.toString().getBytes(UTF_8));
			out.flush();
			return answer(new BufferedInputStream(socket.getInputStream()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What Redis says of itself. */
	public Map<String, String> info(String section) {
		Map<String, String> info = new HashMap<>();
		String.valueOf(ask("INFO", section)).lines().filter((line) -> line.contains(":")).forEach((line) -> {
			String[] parts = line.split(":", 2);
			info.put(parts[0], parts[1].strip());
		});
		return info;
	}

	/** Connections of others. */
	public long connections() {
		return Long.parseLong(info("clients").get("connected_clients")) - 1;
	}

	public List<String> keys(String pattern) {
		List<String> keys = new ArrayList<>();
		if (ask("KEYS", pattern) instanceof List<?> found) {
			found.forEach((key) -> keys.add(String.valueOf(key)));
		}
		return keys;
	}

	/** What all instances have counted of one limit, in all its windows. */
	public long counted(String prefix, String model, String kind) {
		return keys(prefix + ":{" + model + "}:" + kind + ":*").stream().mapToLong((key) -> {
			Object total = ask("HGET", key, "total");
			return (total != null) ? Long.parseLong(total.toString()) : 0;
		}).sum();
	}

	private static @Nullable Object answer(InputStream in) throws IOException {
		int kind = in.read();
		String line = line(in);
		return switch (kind) {
			case '+' -> line;
			case ':' -> Long.parseLong(line);
			case '$' -> bulk(in, Integer.parseInt(line));
			case '*' -> {
				List<@Nullable Object> all = new ArrayList<>();
				for (int i = Integer.parseInt(line); i > 0; i--) {
					all.add(answer(in));
				}
				yield all;
			}
			default -> throw new IOException("Redis answers '" + line + "'");
		};
	}

	private static @Nullable String bulk(InputStream in, int length) throws IOException {
		if (length < 0) {
			return null;
		}
		String text = new String(in.readNBytes(length), UTF_8);
		line(in);
		return text;
	}

	private static String line(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = in.read(); next != '\n'; next = in.read()) {
			if (next < 0) {
				throw new IOException("Redis has gone");
			}
			if (next != '\r') {
				line.write(next);
			}
		}
		return line.toString(UTF_8);
	}

}
