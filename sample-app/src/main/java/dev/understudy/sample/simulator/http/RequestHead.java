package dev.understudy.sample.simulator.http;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * The first lines of a request.
 *
 * @param method the method
 * @param path the path
 * @param length how many bytes these lines take
 * @param bodyLength how many follow; unknown of a chunked body
 * @param chunked whether the body says itself where it ends
 */
record RequestHead(String method, String path, int length, int bodyLength, boolean chunked) {

	private static final String END = "\r\n\r\n";

	private static final int LONGEST_BODY = 4 << 20;

	/**
	 * Where the head ends.
	 * @return -1 when it has not come yet
	 */
	static int end(byte[] received) {
		int at = new String(received, ISO_8859_1).indexOf(END);
		return (at < 0) ? -1 : at + END.length();
	}

	static RequestHead of(byte[] received, int end) {
		String[] lines = new String(received, 0, end, ISO_8859_1).split("\r\n");
		String[] words = lines[0].split(" ");
		if (words.length != 3) {
			throw new RefusedRequestException(400, "No request line");
		}
		Map<String, String> headers = headers(lines);
		boolean chunked = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked");
		return new RequestHead(words[0], words[1].split("\\?", 2)[0], end,
				bodyLength(headers.getOrDefault("content-length", "0")), chunked);
	}

	private static Map<String, String> headers(String[] lines) {
		Map<String, String> headers = new TreeMap<>();
		for (int i = 1; i < lines.length; i++) {
			int colon = lines[i].indexOf(':');
			if (colon < 1) {
				throw new RefusedRequestException(400, "No header");
			}
			headers.put(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).strip());
		}
		return headers;
	}

	private static int bodyLength(String header) {
		if (!header.matches("\\d{1,9}")) {
			throw new RefusedRequestException(400, "No length");
		}
		int length = Integer.parseInt(header);
		if (length > LONGEST_BODY) {
			throw new RefusedRequestException(413, "Too long");
		}
		return length;
	}

	/** The most that is read of a request with this head. */
	int longest() {
		return this.length + (this.chunked ? LONGEST_BODY : this.bodyLength);
	}

}
