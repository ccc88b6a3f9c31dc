package dev.understudy.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The npm package {@code @copilotkit/aimock}: a provider that nobody here wrote, in a
 * process of its own.
 */
final class Aimock implements AutoCloseable {

	private static final Path HOME = Path.of("target", "aimock");

	private static final Path PROGRAM = HOME.resolve("node_modules/@copilotkit/aimock/dist/cli.js");

	private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process process;

	private final String url;

	private Aimock(Process process, String url) {
		this.process = process;
		this.url = url;
	}

	/**
	 * Installs and starts it.
	 * @throws IOException when Node or npm are not there, or cannot install it; the
	 * message says which
	 */
	static Aimock start() throws IOException, InterruptedException {
		String version = run("node", "--version");
		if (Integer.parseInt(version.substring(1, version.indexOf('.'))) < 20) {
			throw new IOException("Node is too old: " + version);
		}
		Files.createDirectories(HOME);
		copy("package.json");
		copy("fixtures.json");
		if (!Files.exists(PROGRAM)) {
			run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts");
		}
		Process process = new ProcessBuilder("node", HOME.relativize(PROGRAM).toString(), "--port", "0", "--fixtures",
				"fixtures.json")
			.directory(HOME.toFile())
			.redirectErrorStream(true)
			.start();
		return new Aimock(process, listening(process));
	}

	String url() {
		return this.url;
	}

	/** Does so at all requests from now on, or nothing for an empty object. */
	void chaos(String rates) throws IOException, InterruptedException {
		send(HttpRequest.newBuilder(URI.create(this.url + "/__aimock/chaos")).DELETE());
		send(HttpRequest.newBuilder(URI.create(this.url + "/__aimock/chaos"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(rates)));
	}

	/** How many requests it has got so far. */
	int requests() throws IOException, InterruptedException {
		return Json.read(send(HttpRequest.newBuilder(URI.create(this.url + "/__aimock/journal")))).size();
	}

	@Override
	public void close() {
		this.process.destroy();
	}

	private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IOException("aimock answers " + response.statusCode() + ": " + response.body());
		}
		return response.body();
	}

	private static void copy(String name) throws IOException {
		try (InputStream in = Objects.requireNonNull(Aimock.class.getResourceAsStream("aimock/" + name))) {
			Files.copy(in, HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static String listening(Process process) throws IOException {
		BufferedReader lines = process.inputReader();
		StringBuilder said = new StringBuilder();
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			Matcher matcher = LISTENING.matcher(line);
			if (matcher.find()) {
				drain(lines);
				return matcher.group(1);
			}
			said.append(line).append('\n');
		}
		throw new IOException("aimock does not start: " + said);
	}

	/** A process whose output nobody reads stands still at last. */
	private static void drain(BufferedReader lines) {
		Thread thread = new Thread(() -> lines.lines().forEach((line) -> {
		}), "aimock");
		thread.setDaemon(true);
		thread.start();
	}

	private static String run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).directory(Files.isDirectory(HOME) ? HOME.toFile() : null)
			.redirectErrorStream(true)
			.start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
			throw new IOException("'" + String.join(" ", command) + "' fails: " + output);
		}
		return output;
	}

}
