package dev.understudy.boot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelState;
import dev.understudy.health.Ticker;
import dev.understudy.routing.Timer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ProbeRoundsTests {

	private final Map<String, Object> properties = new HashMap<>(Map.of("understudy.models.gpt.provider", "x",
			"understudy.models.claude.provider", "y", "understudy.chains.assistant.models", "gpt,claude",
			"understudy.health.probe.enabled", "true", "understudy.health.probe.only", "all"));

	private final Set<Thread> before = probing();

	private final Asked probe = new Asked();

	private final VirtualScheduler time = new VirtualScheduler();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("changing", this.properties)))
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class))
		.withBean(HealthProbe.class, () -> this.probe);

	/** The scheduler is ticker and timer, too. */
	private final ApplicationContextRunner virtual = this.runner.withBean(VirtualScheduler.class, () -> this.time);

	@Test
	void probesRunOnTheSchedulerOfTheApplication() {
		this.virtual.run((context) -> {
			this.time.pass(Duration.ofMinutes(5));
			assertThat(this.probe.times("gpt")).isBetween(4, 6);
			assertThat(this.probe.times("claude")).isBetween(4, 6);
			assertThat(ownThreads()).isZero();
			assertThat(context.getBean(ModelRegistry.class).summary().lastCheck()).isNotNull();
		});
	}

	@Test
	void nothingIsProbedByDefault() {
		this.properties.remove("understudy.health.probe.enabled");
		this.virtual.run((context) -> {
			this.time.pass(Duration.ofDays(1));
			assertThat(this.time.task).isNull();
			assertThat(this.probe.asked).isEmpty();
		});
	}

	@Test
	void schedulerThatIsNotNeededIsNotMade() {
		this.properties.remove("understudy.health.probe.enabled");
		this.runner.withBean(TaskScheduler.class, () -> {
			throw new IllegalStateException("never made");
		}, (definition) -> definition.setLazyInit(true)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(ownThreads()).isZero();
		});
	}

	@Test
	void oneModelMayBeProbedForItself() {
		this.properties.put("understudy.health.probe.enabled", "false");
		this.properties.put("understudy.models.claude.health.probe.enabled", "true");
		this.properties.put("understudy.models.claude.health.probe.interval", "10s");
		this.virtual.run((context) -> {
			this.time.pass(Duration.ofMinutes(1));
			assertThat(this.probe.times("gpt")).isZero();
			assertThat(this.probe.times("claude")).isBetween(5, 7);
		});
	}

	@Test
	void modelsThatAreActiveAreLeftAloneByDefault() {
		this.properties.remove("understudy.health.probe.only");
		this.virtual.run((context) -> {
			this.time.pass(Duration.ofMinutes(5));
			assertThat(this.probe.asked).isEmpty();
		});
	}

	@Test
	void refreshIsFollowed() {
		this.virtual.run((context) -> {
			this.properties.put("understudy.health.probe.interval", "1s");
			this.properties.put("understudy.models.gemini.provider", "z");
			this.properties.put("understudy.models.gpt.health.probe.enabled", "false");
			context.getBean(UnderstudyRefresh.class).refresh();
			this.time.pass(Duration.ofMinutes(1));
			assertThat(this.probe.times("gpt")).isZero();
			assertThat(this.probe.times("gemini")).isBetween(50, 70);
			this.properties.put("understudy.health.probe.enabled", "false");
			context.getBean(UnderstudyRefresh.class).refresh();
			assertThat(this.time.task).isNull();
		});
	}

	@Test
	void probesBeginWithARefreshThatSwitchesThemOn() {
		this.properties.put("understudy.health.probe.enabled", "false");
		this.virtual.run((context) -> {
			this.properties.put("understudy.health.probe.enabled", "true");
			context.getBean(UnderstudyRefresh.class).refresh();
			this.time.pass(Duration.ofMinutes(2));
			assertThat(this.probe.times("gpt")).isPositive();
		});
	}

	@Test
	void withoutASchedulerOneThreadOfOurOwnIsThereUntilTheApplicationStops() {
		this.properties.put("understudy.health.probe.interval", "20ms");
		this.runner.run((context) -> {
			eventually(() -> this.probe.times("gpt") > 3);
			assertThat(ownThreads()).isEqualTo(1);
		});
		eventually(() -> ownThreads() == 0);
	}

	@Test
	void applicationWithSeveralSchedulersKeepsThemToItself() {
		this.properties.put("understudy.health.probe.interval", "20ms");
		this.runner.withBean("one", ThreadPoolTaskScheduler.class)
			.withBean("two", ThreadPoolTaskScheduler.class)
			.run((context) -> {
				eventually(() -> this.probe.times("gpt") > 0);
				assertThat(ownThreads()).isEqualTo(1);
			});
	}

	@Test
	void runningProbeDoesNotHoldTheApplicationUpAndSaysNothingOfItsModel() {
		this.properties.put("understudy.health.probe.interval", "20ms");
		CountDownLatch never = new CountDownLatch(1);
		this.probe.work = never::await;
		AtomicReference<ModelRegistry> registry = new AtomicReference<>();
		this.runner.run((context) -> {
			registry.set(context.getBean(ModelRegistry.class));
			eventually(() -> this.probe.times("gpt") > 0);
		});
		eventually(() -> this.probe.interrupts.get() > 0);
		eventually(() -> ownThreads() == 0);
		assertThat(registry.get().status("gpt").state()).isEqualTo(ModelState.ACTIVE);
		assertThat(registry.get().status("gpt").lastProbe()).isNull();
	}

	@Test
	void roundsGoOnAfterAStop() {
		this.virtual.run((context) -> {
			ProbeRounds rounds = context.getBean(ProbeRounds.class);
			rounds.stop();
			assertThat(rounds.isRunning()).isFalse();
			assertThat(this.time.task).isNull();
			context.getBean(UnderstudyRefresh.class).refresh();
			this.time.pass(Duration.ofMinutes(5));
			assertThat(this.probe.asked).isEmpty();
			rounds.start();
			this.time.pass(Duration.ofMinutes(5));
			assertThat(this.probe.times("gpt")).isPositive();
		});
	}

	@Test
	void schedulerThatTakesNoTasksHarmsNothing() {
		this.time.closed = true;
		this.virtual.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void schedulerOfTheApplicationIsNotStoppedByUs() {
		this.properties.put("understudy.health.probe.interval", "20ms");
		this.runner.withBean(ThreadPoolTaskScheduler.class).run((context) -> {
			eventually(() -> this.probe.times("gpt") > 0);
			context.getBean(ProbeRounds.class).stop();
			CountDownLatch ran = new CountDownLatch(1);
			context.getBean(ThreadPoolTaskScheduler.class).execute(ran::countDown);
			assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
		});
	}

	/** Those that have begun since the test has. */
	private long ownThreads() {
		return probing().stream().filter((thread) -> !this.before.contains(thread)).count();
	}

	private static Set<Thread> probing() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("understudy-probes-"))
			.collect(Collectors.toSet());
	}

	private static void eventually(BooleanSupplier condition) {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!condition.getAsBoolean() && System.nanoTime() < end) {
			LockSupport.parkNanos(1_000_000);
		}
		assertThat(condition.getAsBoolean()).isTrue();
	}

	/** Knows which models it was asked about. */
	private static final class Asked implements HealthProbe {

		private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

		private final AtomicInteger interrupts = new AtomicInteger();

		private volatile Work work = () -> {
		};

		@Override
		public boolean supports(Model model) {
			return true;
		}

		@Override
		public void probe(Model model, Duration timeout) throws Exception {
			this.asked.computeIfAbsent(model.id(), (id) -> new AtomicInteger()).incrementAndGet();
			try {
				this.work.run();
			}
			catch (InterruptedException ex) {
				this.interrupts.incrementAndGet();
				throw ex;
			}
		}

		int times(String model) {
			AtomicInteger times = this.asked.get(model);
			return (times != null) ? times.get() : 0;
		}

	}

	@FunctionalInterface
	private interface Work {

		void run() throws Exception;

	}

	/** A scheduler with one task, which is run when a test lets its time come. */
	private static final class VirtualScheduler extends Clock implements TaskScheduler, Ticker, Timer {

		/** Those of probes that have not ended. */
		private final AtomicInteger alarms = new AtomicInteger();

		private Instant now = Instant.parse("2026-01-01T00:00:00Z");

		private @Nullable Runnable task;

		private Instant at = this.now;

		private boolean closed;

		/** Waits between two rounds until what was begun has ended. */
		void pass(Duration length) {
			Instant end = this.now.plus(length);
			while (this.task != null && !this.at.isAfter(end)) {
				this.now = this.at;
				Runnable due = this.task;
				this.task = null;
				due.run();
				eventually(() -> this.alarms.get() == 0);
			}
			this.now = end;
		}

		@Override
		public ScheduledFuture<?> schedule(Runnable next, Instant startTime) {
			if (this.closed) {
				throw new TaskRejectedException("closed");
			}
			this.task = next;
			this.at = startTime;
			return new CancelOnly(() -> this.task = null);
		}

		@Override
		public Alarm in(long nanos, Runnable action) {
			this.alarms.incrementAndGet();
			return this.alarms::decrementAndGet;
		}

		@Override
		public void pause(long nanos) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Clock getClock() {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public long nanos() {
			return Duration.between(Instant.parse("2025-12-31T00:00:00Z"), this.now).toNanos();
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public @Nullable ScheduledFuture<?> schedule(Runnable next, Trigger trigger) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ScheduledFuture<?> scheduleAtFixedRate(Runnable next, Instant startTime, Duration period) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ScheduledFuture<?> scheduleAtFixedRate(Runnable next, Duration period) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ScheduledFuture<?> scheduleWithFixedDelay(Runnable next, Instant startTime, Duration delay) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ScheduledFuture<?> scheduleWithFixedDelay(Runnable next, Duration delay) {
			throw new UnsupportedOperationException();
		}

	}

	/** A task that can only be called off. */
	private record CancelOnly(Runnable cancel) implements ScheduledFuture<Object> {

		@Override
		public boolean cancel(boolean interrupt) {
			this.cancel.run();
			return true;
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return 0;
		}

		@Override
		public int compareTo(Delayed other) {
			return 0;
		}

		@Override
		public boolean isCancelled() {
			return false;
		}

		@Override
		public boolean isDone() {
			return false;
		}

		@Override
		public Object get() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Object get(long timeout, TimeUnit unit) {
			throw new UnsupportedOperationException();
		}

	}

}
