package dev.understudy.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;

/**
 * A provider on this machine that answers at once: the path names the model, and those
 * that are down answer 503. Reads requests without a body, keeps connections open.
 */
final class HttpStub implements AutoCloseable {

	private final ServerSocket server = new ServerSocket();

	private final ExecutorService threads = VirtualThreads.platformPool();

	private final Set<String> down;

	private final Map<String, LongAdder> served = new ConcurrentHashMap<>();

	HttpStub(String... down) throws IOException {
		this.down = Set.of(down);
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		this.threads.execute(this::accept);
	}

	URI uri(String model) {
		return URI.create("http://localhost:" + this.server.getLocalPort() + "/" + model);
	}

	long served(String model) {
		return this.served.getOrDefault(model, new LongAdder()).sum();
	}

	private void accept() {
		try {
			while (true) {
				Socket caller = this.server.accept();
				caller.setTcpNoDelay(true);
				this.threads.execute(() -> serve(caller));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private void serve(Socket caller) {
		try (caller; InputStream in = new BufferedInputStream(caller.getInputStream())) {
			OutputStream out = caller.getOutputStream();
			for (String path = path(in); !path.isEmpty(); path = path(in)) {
				out.write(response(path.substring(1)));
			}
		}
		catch (IOException ex) {
			// The caller has gone.
		}
	}

	private byte[] response(String model) {
		this.served.computeIfAbsent(model, (name) -> new LongAdder()).increment();
		String status = this.down.contains(model) ? "503 Service Unavailable" : "200 OK";
		return "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
			.formatted(status, model.length(), model)
			.getBytes(StandardCharsets.US_ASCII);
	}

	/** Reads a request; empty at the end of the connection. */
	private static String path(InputStream in) throws IOException {
		String first = line(in);
		String next = first;
		while (!next.isEmpty()) {
			next = line(in);
		}
		return first.isEmpty() ? "" : first.split(" ", -1)[1];
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.read(); c != -1 && c != '\n'; c = in.read()) {
			if (c != '\r') {
				line.append((char) c);
			}
		}
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.threads.shutdownNow();
	}

}
