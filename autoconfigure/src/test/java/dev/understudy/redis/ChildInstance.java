package dev.understudy.redis;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static dev.understudy.redis.Eventually.eventually;

/**
 * An instance in a process of its own, which does what it is told on its standard input
 * and answers each line with one.
 */
final class ChildInstance implements AutoCloseable {

	private final Process process;

	private final PrintStream orders;

	private final BufferedReader answers;

	private ChildInstance(Process process) {
		this.process = process;
		this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
		this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	static ChildInstance start(int port, String prefix, long max) throws Exception {
		return new ChildInstance(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				ChildInstance.class.getName(), Integer.toString(port), prefix, Long.toString(max))
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start());
	}

	void order(String word) {
		this.orders.println(word);
	}

	/** The next line that is an answer, others being the log. */
	String answer() throws Exception {
		String line = this.answers.readLine();
		while (line != null && !line.startsWith("> ")) {
			line = this.answers.readLine();
		}
		if (line == null) {
			throw new IllegalStateException("The other process has ended");
		}
		return line.substring(2);
	}

	@Override
	public void close() throws Exception {
		this.process.destroyForcibly().waitFor();
	}

	public static void main(String[] args) throws Exception {
		LettuceConnectionFactory factory = RealRedis.lettuce(Integer.parseInt(args[0]));
		Instance instance = Instance.patient(factory, args[1], Long.parseLong(args[2]));
		System.out.println("> ready");
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			System.out.println("> " + obey(instance, order));
		}
		System.exit(0);
	}

	private static String obey(Instance instance, String order) throws Exception {
		return switch (order) {
			case "fifty" -> Integer.toString(fifty(instance));
			case "disable" -> {
				instance.understudy.registry().disable("gpt", Duration.ofMinutes(5), "by hand");
				yield "done";
			}
			case "release" -> {
				instance.understudy.registry().release("gpt");
				yield "done";
			}
			case "standby" -> {
				eventually("a standby", RealRedis.PATIENCE, () -> !standbys(instance).isEmpty());
				Instant now = Instant.now();
				yield now + " " + standbys(instance).get(0).until();
			}
			case "free" -> {
				eventually("no standby", RealRedis.PATIENCE, () -> standbys(instance).isEmpty());
				yield "done";
			}
			default -> "what";
		};
	}

	private static List<Standby> standbys(Instance instance) {
		return instance.understudy.registry()
			.status("gpt")
			.standbys()
			.stream()
			.filter((standby) -> standby.reason() == StandbyReason.MANUAL)
			.toList();
	}

	private static int fifty(Instance instance) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(50);
		try {
			List<Callable<Integer>> calls = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				calls.add(() -> {
					try {
						return instance.call().length() / "answer".length();
					}
					catch (ChainExhaustedException ex) {
						return 0;
					}
				});
			}
			int passed = 0;
			for (Future<Integer> call : threads.invokeAll(calls)) {
				passed += call.get();
			}
			return passed;
		}
		finally {
			threads.shutdownNow();
		}
	}

}
