package dev.understudy.sample.gateway;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import dev.understudy.ModelRegistry;
import dev.understudy.sample.simulator.Fault;
import dev.understudy.sample.simulator.Switchboard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two hundred people chat at once while models come and go: no answer is lost, said twice
 * or cut without a word, and neither memory nor threads grow. Lasts as long as the system
 * property {@code chats.for} says, eight seconds by default.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.conversation=false", "simulator.pace.gpt.first-token=20ms",
				"simulator.pace.gpt.tokens-per-second=40", "simulator.pace.claude.first-token=20ms",
				"simulator.pace.claude.tokens-per-second=40", "simulator.pace.local.first-token=20ms",
				"simulator.pace.local.tokens-per-second=40", "simulator.flap-every=700ms",
				"understudy.models.claude.limits.requests.max=1000000",
				"understudy.models.claude.limits.budget.max=1000000", "understudy.health.unavailable-for=500ms",
				"understudy.health.cooldown=500ms", "understudy.defaults.deadline=90s",
				"understudy.defaults.stream.first-token-timeout=30s", "understudy.defaults.stream.idle-timeout=30s",
				"understudy.chains.crowd.models=gpt,local,claude" })
class ManyChatsTests {

	private static final int PEOPLE = 200;

	/** However slow the machine is. */
	private static final int LEAST_TURNS = 2;

	private static final String REFERENCE = "Riddle 0-0";

	private final Duration length = DurationStyle.detectAndParse(System.getProperty("chats.for", "8s"));

	private final Map<String, String> references = new ConcurrentHashMap<>();

	private final Map<Ending, AtomicInteger> endings = new ConcurrentHashMap<>();

	private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

	private final AtomicInteger begun = new AtomicInteger();

	private final Phaser talking = new Phaser(1);

	/** Other tests may have left some. */
	private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();

	private final ExecutorService ears = Executors.newFixedThreadPool(4, (task) -> {
		Thread thread = new Thread(task, "people");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpClient client = HttpClient.newBuilder()
		.executor(this.ears)
		.version(HttpClient.Version.HTTP_1_1)
		.build();

	@LocalServerPort
	private int port;

	@Autowired
	private Switchboard switchboard;

	@Autowired
	private ModelRegistry registry;

	@Test
	@Timeout(300)
	void everyAnswerComesOnceAndWholeOrIsSaidToBeBroken() throws Exception {
		Map<String, CompletableFuture<Transcript>> asked = new HashMap<>();
		List.of("gpt", "claude", "local").forEach((model) -> asked.put(model, ask(model, REFERENCE)));
		for (String model : asked.keySet()) {
			this.references.put(model, asked.get(model).get(60, TimeUnit.SECONDS).text());
		}
		this.switchboard.set("gpt", Fault.FLAPPING);
		List<Load> loads = chat();
		this.switchboard.mendAll();
		this.ears.shutdown();
		System.out.println(this.begun + " chats " + this.endings + ", " + loads);

		assertThat(this.wrong).isEmpty();
		assertThat(this.endings.values().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(this.begun.get());
		assertThat(this.begun.get()).isGreaterThanOrEqualTo(LEAST_TURNS * PEOPLE);
		assertThat(this.endings.get(Ending.WHOLE).get()).isGreaterThan(this.begun.get() / 2);
		assertThat(this.endings).as("faults that were seen").containsKey(Ending.BROKEN);
		Load early = loads.get(0);
		assertThat(least(loads, Load::megabytes)).isLessThan(early.megabytes() * 5 / 4 + 24);
		// The clients' pools grow with those who talk at once, not with what was said.
		assertThat(least(loads, Load::threads)).isLessThan(3 * PEOPLE);
	}

	/**
	 * What was said is kept in the last readings, a moment's waste only in one of them.
	 */
	private static long least(List<Load> loads, ToLongFunction<Load> what) {
		return loads.subList(loads.size() - 2, loads.size()).stream().mapToLong(what).min().orElseThrow();
	}

	/**
	 * Everybody chats until the time is over and somebody has seen a fault; what that
	 * costs is read in thirds, and once more afterwards.
	 */
	private List<Load> chat() throws InterruptedException {
		long end = System.nanoTime() + this.length.toNanos();
		for (int person = 1; person <= PEOPLE; person++) {
			this.talking.register();
			talk(person, 1, end);
		}
		List<Load> loads = new ArrayList<>();
		for (int third = 1; third <= 3; third++) {
			TimeUnit.NANOSECONDS.sleep(end - (3 - third) * this.length.toNanos() / 3 - System.nanoTime());
			loads.add(load());
		}
		this.talking.awaitAdvanceInterruptibly(this.talking.arrive());
		loads.add(load());
		return loads;
	}

	private Load load() {
		System.gc();
		long bytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		long threads = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().equals("people") && !this.threadsBefore.contains(thread))
			.count();
		return new Load(bytes >> 20, threads);
	}

	private void talk(int person, int turn, long end) {
		String question = "Riddle " + person + "-" + turn;
		change(this.begun.incrementAndGet());
		ask("crowd", question).whenComplete((heard, thrown) -> {
			Ending ending = (heard != null) ? judge(question, heard) : Ending.WRONG;
			this.endings.computeIfAbsent(ending, (same) -> new AtomicInteger()).incrementAndGet();
			if (ending == Ending.WRONG) {
				this.wrong.add(question + ": " + ((heard != null) ? heard : thrown));
			}
			if (turn < LEAST_TURNS || System.nanoTime() < end || !this.endings.containsKey(Ending.BROKEN)) {
				talk(person, turn + 1, end);
			}
			else {
				this.talking.arriveAndDeregister();
			}
		});
	}

	private CompletableFuture<Transcript> ask(String model, String question) {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/v1/chat/completions"))
			.header("Content-Type", "application/json")
			.timeout(Duration.ofSeconds(180))
			.POST(BodyPublishers.ofString("{\"model\": \"" + model
					+ "\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"" + question + "\"}]}"))
			.build();
		return this.client.sendAsync(request, BodyHandlers.ofString()).thenApply(ManyChatsTests::transcript);
	}

	/** An answer is the whole text of one model, or a beginning of it and an error. */
	private Ending judge(String question, Transcript heard) {
		if (heard.status() != 200) {
			return heard.code().isEmpty() ? Ending.WRONG : Ending.REFUSED;
		}
		String model = heard.header("X-Understudy-Model");
		String expected = this.references.get(model).replace(REFERENCE, question);
		if (heard.done()) {
			return heard.text().equals(expected) ? Ending.WHOLE : Ending.WRONG;
		}
		boolean told = !heard.brokeOff().isEmpty() && expected.startsWith(heard.text()) && !heard.text().isEmpty();
		return told ? Ending.BROKEN : Ending.WRONG;
	}

	/**
	 * The second model is well, cut off, down and busy by turns, each for some chats: by
	 * the clock it would stay as it is while the machine stands still, for all of them.
	 */
	private void change(int chats) {
		List<Fault> faults = List.of(Fault.NONE, Fault.CUT_STREAM, Fault.NONE, Fault.CUT_STREAM, Fault.DOWN,
				Fault.CUT_STREAM, Fault.NONE, Fault.OVERLOADED);
		this.switchboard.set("local", faults.get(chats / 20 % faults.size()));
	}

	private static Transcript transcript(HttpResponse<String> response) {
		Stream<String> headers = response.headers()
			.map()
			.entrySet()
			.stream()
			.map((header) -> header.getKey() + ": " + String.join(", ", header.getValue()));
		return Transcript.of(Stream.concat(Stream.of("HTTP/1.1 " + response.statusCode()), headers).toList(),
				response.body(), true);
	}

	/**
	 * How a chat may end.
	 */
	private enum Ending {

		/** With the whole answer. */
		WHOLE,

		/** In the middle, with an error. */
		BROKEN,

		/** Before it began, with an error. */
		REFUSED,

		/** As none may. */
		WRONG

	}

	/**
	 * What the application holds while everybody talks.
	 *
	 * @param megabytes memory that is in use
	 * @param threads threads of the application since the beginning
	 */
	private record Load(long megabytes, long threads) {

	}

}
