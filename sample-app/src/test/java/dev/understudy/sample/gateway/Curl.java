package dev.understudy.sample.gateway;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The command line that everybody has; HTTP by hand where somebody has not.
 */
final class Curl {

	private final int port;

	Curl(int port) {
		this.port = port;
	}

	/** Sends a JSON body to the gateway. */
	Transcript chat(String body) {
		return isInstalled() ? run(body) : new Wire(this.port).post("/v1/chat/completions", body.getBytes(UTF_8));
	}

	private Transcript run(String body) {
		try {
			Process curl = new ProcessBuilder("curl", "-sS", "-N", "-D", "-", "--max-time", "60", "-H",
					"Content-Type: application/json", "--data-binary", "@-",
					"http://localhost:" + this.port + "/v1/chat/completions")
				.redirectErrorStream(true)
				.start();
			try (OutputStream input = curl.getOutputStream()) {
				input.write(body.getBytes(UTF_8));
			}
			String[] heard = new String(curl.getInputStream().readAllBytes(), UTF_8).split("\r\n\r\n", 2);
			return Transcript.of(List.of(heard[0].split("\r\n")), heard[1], curl.waitFor() == 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isInstalled() {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.anyMatch((folder) -> new File(folder, "curl").canExecute());
	}

}
