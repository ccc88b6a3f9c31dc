package dev.understudy.scaling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Processes of instances that share one Redis.
 */
final class Instances implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final List<Process> processes = new ArrayList<>();

	private final List<BlockingQueue<String>> said = new ArrayList<>();

	static Instances start(int number, int port, String prefix, double callsPerSecond) throws Exception {
		Instances instances = new Instances();
		for (int i = 0; i < number; i++) {
			instances.start(port, prefix, callsPerSecond / number);
		}
		for (int i = 0; i < number; i++) {
			instances.await(i, "ready");
		}
		return instances;
	}

	int number() {
		return this.processes.size();
	}

	/** How many calls all of them have made. */
	long calls() throws Exception {
		long calls = 0;
		for (int i = 0; i < number(); i++) {
			order(i, "calls");
			calls += Long.parseLong(await(i, "made"));
		}
		return calls;
	}

	/** Tells one to stand a model down. */
	void standDown(int who, String model, Duration length) {
		order(who, "standby " + model + " " + length);
	}

	/** The same; answers after how many µs each of the others has heard of it. */
	List<Long> standby(int who, String model, Duration length) throws Exception {
		standDown(who, model, length);
		long said = Long.parseLong(await(who, "said " + model));
		List<Long> heard = new ArrayList<>();
		for (int i = 0; i < number(); i++) {
			String at = next(i, length);
			if (at == null) {
				System.out.println("Instance " + i + " has not heard of " + model + " from instance " + who);
			}
			else if (i != who) {
				heard.add(Long.parseLong(at.substring(("heard " + model).length()).strip()) - said);
			}
		}
		return heard;
	}

	/** Takes no notice of what was said until now. */
	void forget() {
		this.said.forEach(BlockingQueue::clear);
	}

	@Override
	public void close() throws Exception {
		for (Process process : this.processes) {
			process.destroyForcibly().waitFor();
		}
	}

	private void start(int port, String prefix, double callsPerSecond) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				PacedInstance.class.getName(), Integer.toString(port), prefix, Double.toString(callsPerSecond))
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		BlockingQueue<String> lines = new LinkedBlockingQueue<>();
		this.processes.add(process);
		this.said.add(lines);
		Thread reader = new Thread(() -> read(process, lines), "instance");
		reader.setDaemon(true);
		reader.start();
	}

	private static void read(Process process, BlockingQueue<String> lines) {
		try (BufferedReader said = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = said.readLine(); line != null; line = said.readLine()) {
				if (line.startsWith("> ")) {
					lines.add(line.substring(2));
				}
				else if (line.contains("StateStore") || line.contains("LimitStore")) {
					System.out.println("Process " + process.pid() + ": " + line);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void order(int who, String line) {
		new PrintStream(this.processes.get(who).getOutputStream(), true, StandardCharsets.UTF_8).println(line);
	}

	/** What follows the given words in the next line that begins with them. */
	private String await(int who, String words) throws Exception {
		String line = next(who, PATIENCE);
		if (line == null || !line.startsWith(words)) {
			throw new IllegalStateException("Instance " + who + " said '" + line + "' instead of '" + words + "'");
		}
		return line.substring(words.length()).strip();
	}

	/** {@code null} when nothing is said for so long. */
	private @Nullable String next(int who, Duration patience) throws Exception {
		return this.said.get(who).poll(patience.toMillis(), TimeUnit.MILLISECONDS);
	}

}
