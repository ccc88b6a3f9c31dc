package dev.understudy.sample.simulator.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Gathers what comes over a connection until it is a request.
 */
final class RequestReader {

	private static final int LONGEST_HEAD = 32 << 10;

	private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(ISO_8859_1);

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private @Nullable RequestHead head;

	/**
	 * Takes what has come.
	 * @return empty while the request is not whole
	 * @throws RefusedRequestException when it cannot become one
	 */
	Optional<WireRequest> accept(ByteBuffer bytes) {
		byte[] added = new byte[bytes.remaining()];
		bytes.get(added);
		this.received.writeBytes(added);
		RequestHead begun = (this.head != null) ? this.head : begin();
		if (begun == null) {
			return Optional.empty();
		}
		this.head = begun;
		return begun.chunked() ? chunked(begun) : whole(begun);
	}

	private @Nullable RequestHead begin() {
		byte[] all = this.received.toByteArray();
		int end = RequestHead.end(all);
		if (((end < 0) ? all.length : end) > LONGEST_HEAD) {
			throw new RefusedRequestException(431, "Too many headers");
		}
		return (end < 0) ? null : RequestHead.of(all, end);
	}

	private Optional<WireRequest> whole(RequestHead begun) {
		if (this.received.size() < begun.longest()) {
			return Optional.empty();
		}
		byte[] all = this.received.toByteArray();
		return Optional.of(request(begun, Arrays.copyOfRange(all, begun.length(), begun.longest())));
	}

	private Optional<WireRequest> chunked(RequestHead begun) {
		if (this.received.size() > begun.longest()) {
			throw new RefusedRequestException(413, "Too long");
		}
		byte[] all = this.received.toByteArray();
		return endsWithLastChunk(all) ? joined(all, begun.length()).map((body) -> request(begun, body))
				: Optional.empty();
	}

	private static boolean endsWithLastChunk(byte[] all) {
		int from = all.length - LAST_CHUNK.length;
		return from >= 0 && Arrays.equals(all, from, all.length, LAST_CHUNK, 0, LAST_CHUNK.length);
	}

	/** Empty when what looked like the end was in the middle of a chunk. */
	private static Optional<byte[]> joined(byte[] all, int start) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int at = start;
		while (true) {
			int lineEnd = at;
			while (lineEnd < all.length && all[lineEnd] != '\n') {
				lineEnd++;
			}
			int size = size(new String(all, at, lineEnd - at, ISO_8859_1));
			if (size == 0) {
				return Optional.of(body.toByteArray());
			}
			at = lineEnd + 1;
			if (size > all.length - at - 2) {
				return Optional.empty();
			}
			body.write(all, at, size);
			at += size + 2;
		}
	}

	private static int size(String line) {
		String digits = line.split(";", 2)[0].strip();
		if (!digits.matches("[0-9a-fA-F]{1,7}")) {
			throw new RefusedRequestException(400, "No chunk");
		}
		return Integer.parseInt(digits, 16);
	}

	private static WireRequest request(RequestHead begun, byte[] body) {
		return new WireRequest(begun.method(), begun.path(), body);
	}

}
