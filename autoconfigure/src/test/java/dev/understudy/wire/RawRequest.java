package dev.understudy.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A request of HTTP/1.1.
 */
record RawRequest(String method, String path, Map<String, List<String>> headers, byte[] body) {

	/**
	 * Reads the next request of a connection; empty when the other side has hung up.
	 */
	static Optional<RawRequest> read(InputStream in) throws IOException {
		String first = line(in);
		if (first.isEmpty()) {
			return Optional.empty();
		}
		String[] words = first.split(" ");
		Map<String, List<String>> headers = new TreeMap<>();
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			int colon = line.indexOf(':');
			headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).strip());
		}
		return Optional.of(new RawRequest(words[0], words[1], headers, body(in, headers)));
	}

	private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
		if (headers.containsKey("transfer-encoding")) {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
				body.write(in.readNBytes(size));
				line(in);
			}
			line(in);
			return body.toByteArray();
		}
		int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).get(0));
		byte[] body = in.readNBytes(length);
		if (body.length < length) {
			throw new EOFException("Half a request");
		}
		return body;
	}

	private static int chunkSize(InputStream in) throws IOException {
		String size = line(in);
		int extension = size.indexOf(';');
		return Integer.parseInt((extension < 0) ? size : size.substring(0, extension), 16);
	}

	private static String line(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
			if (next != '\r') {
				line.write(next);
			}
		}
		return line.toString(ISO_8859_1);
	}

}
