package dev.understudy.spring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One thread, one bounded queue, one order.
 */
@Timeout(60)
class EventThreadTests {

	private static final String CANARY = "canary-7391";

	private static final long GLANCE = Duration.ofMillis(1).toNanos();

	private final Logger logger = (Logger) LoggerFactory.getLogger(ApplicationEvents.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final List<Object> heard = new CopyOnWriteArrayList<>();

	private final CountDownLatch held = new CountDownLatch(1);

	private final CountDownLatch reached = new CountDownLatch(1);

	@BeforeEach
	void listen() {
		this.lines.start();
		this.logger.addAppender(this.lines);
	}

	@AfterEach
	void stop() {
		this.held.countDown();
		this.logger.detachAppender(this.lines);
	}

	@Test
	void deliversInOrderOnADaemonThreadWithTheGivenClassLoader() {
		ClassLoader loader = new ClassLoader() {
		};
		List<Thread> threads = new CopyOnWriteArrayList<>();
		EventThread thread = started(new EventThread((event) -> {
			this.heard.add(event);
			threads.add(Thread.currentThread());
			assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(loader);
		}, loader));
		List<Integer> events = IntStream.range(0, 500).boxed().toList();
		events.forEach(thread::hand);
		thread.end();
		assertThat(this.heard).containsExactlyElementsOf(events);
		assertThat(threads).containsOnly(threads.get(0));
		assertThat(threads.get(0).isDaemon()).isTrue();
		assertThat(threads.get(0).isAlive()).isFalse();
		assertThat(warnings()).isEmpty();
	}

	@Test
	void dropsWhatHasNoRoomAndSaysSoOnce() throws InterruptedException {
		EventThread thread = started(new EventThread(this::slowly, null));
		thread.hand("first");
		this.reached.await();
		IntStream.range(0, EventThread.MOST + 10).forEach(thread::hand);
		this.held.countDown();
		thread.end();
		// The first has left the queue, but its room is free only when it is delivered.
		assertThat(this.heard).hasSize(EventThread.MOST).startsWith("first", 0, 1).doesNotContain(EventThread.MOST);
		assertThat(warnings()).singleElement().asString().contains("too slow: 11 application events");
	}

	@Test
	void saysSoAgainInTheNextSpate() throws InterruptedException {
		CountDownLatch secondHeld = new CountDownLatch(1);
		CountDownLatch secondReached = new CountDownLatch(1);
		EventThread thread = started(new EventThread((event) -> {
			slowly(event);
			if (event.equals("second")) {
				secondReached.countDown();
				await(secondHeld);
			}
		}, null));
		thread.hand("first");
		this.reached.await();
		IntStream.range(1, EventThread.MOST).forEach(thread::hand);
		IntStream.range(0, 3).forEach(thread::hand);
		this.held.countDown();
		while (warnings().isEmpty()) {
			glance();
		}
		thread.hand("second");
		secondReached.await();
		IntStream.range(0, EventThread.MOST + 4).forEach(thread::hand);
		secondHeld.countDown();
		thread.end();
		assertThat(warnings()).satisfiesExactly((first) -> assertThat(first).contains(": 3 application events"),
				(second) -> assertThat(second).contains(": 5 application events"));
	}

	@Test
	void listenerThatThrowsIsReportedOnceWithoutItsMessageAndHarmsNothing() {
		EventThread thread = started(new EventThread((event) -> {
			this.heard.add(event);
			if (event.equals("error")) {
				throw new StackOverflowError(CANARY);
			}
			throw new IllegalStateException(CANARY);
		}, null));
		List.of("one", "two", "error", "three").forEach(thread::hand);
		thread.end();
		assertThat(this.heard).containsExactly("one", "two", "error", "three");
		assertThat(warnings()).hasSize(2)
			.anyMatch((line) -> line.contains("'java.lang.IllegalStateException' at '")
					&& line.contains("EventThreadTests"))
			.anyMatch((line) -> line.contains("StackOverflowError"))
			.noneMatch((line) -> line.contains(CANARY));
	}

	@Test
	void listenerThatInterruptsTheThreadHarmsNothing() throws InterruptedException {
		CountDownLatch both = new CountDownLatch(2);
		EventThread thread = started(new EventThread((event) -> {
			this.heard.add(Thread.currentThread().isInterrupted());
			Thread.currentThread().interrupt();
			both.countDown();
		}, null));
		thread.hand("one");
		thread.hand("two");
		both.await();
		thread.end();
		assertThat(this.heard).containsExactly(false, false);
	}

	@Test
	void givesUpListenersThatTakeTooLongAtTheEnd() throws InterruptedException {
		CountDownLatch interrupted = new CountDownLatch(1);
		EventThread thread = started(new EventThread((event) -> {
			this.heard.add(event);
			this.reached.countDown();
			try {
				this.held.await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		}, null, Duration.ofMillis(50)));
		List.of("one", "two", "three").forEach(thread::hand);
		this.reached.await();
		thread.end();
		assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.heard).containsExactly("one");
		assertThat(warnings()).singleElement().asString().contains("2 application events were dropped at the end");
	}

	@Test
	void aCallerWhoIsInterruptedWaitsForWhatIsQueuedAndStaysInterrupted() throws InterruptedException {
		EventThread thread = started(new EventThread(this::slowly, null));
		List.of("one", "two").forEach(thread::hand);
		this.reached.await();
		releaseOnceItWaits(Thread.currentThread());
		Thread.currentThread().interrupt();
		thread.end();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.heard).containsExactly("one", "two");
		assertThat(warnings()).isEmpty();
	}

	@Test
	void whatIsHandedInAfterTheEndIsCountedAsDropped() {
		EventThread thread = started(new EventThread(this.heard::add, null));
		thread.hand("in time");
		thread.end();
		thread.hand("late");
		assertThat(this.heard).containsExactly("in time");
		assertThat(warnings()).singleElement().asString().startsWith("1 application events were dropped at the end");
	}

	/** The next event comes as the thread goes to rest: sooner, just then, and later. */
	@Test
	void noEventStaysBehindBecauseTheThreadWasAboutToRest() throws InterruptedException {
		Semaphore delivered = new Semaphore(0);
		EventThread thread = started(new EventThread((event) -> delivered.release(), null));
		for (int round = 0; round < 300; round++) {
			thread.hand(round);
			assertThat(delivered.tryAcquire(20, TimeUnit.SECONDS)).as("round %d", round).isTrue();
			long until = System.nanoTime() + EventThread.NAP.toNanos() * (round % 10) / 8;
			for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
				LockSupport.parkNanos(left);
			}
		}
		thread.end();
		assertThat(warnings()).isEmpty();
	}

	/** Handed in by many while it ends: delivered or counted, nothing in between. */
	@Test
	void everyEventIsDeliveredOrCounted() throws InterruptedException {
		int threads = 4;
		int each = 200;
		for (int round = 0; round < 20; round++) {
			this.heard.clear();
			this.lines.list.clear();
			EventThread thread = started(new EventThread(this.heard::add, null));
			List<Thread> callers = IntStream.range(0, threads)
				.mapToObj((i) -> new Thread(() -> IntStream.range(0, each).forEach(thread::hand)))
				.toList();
			callers.forEach(Thread::start);
			thread.end();
			for (Thread caller : callers) {
				caller.join();
			}
			assertThat(this.heard.size() + dropped()).isEqualTo(threads * each);
		}
	}

	@Test
	void listenerMayEndItAndHearsWhatIsQueuedBefore() throws InterruptedException {
		EventThread[] thread = new EventThread[1];
		CountDownLatch done = new CountDownLatch(1);
		thread[0] = new EventThread((event) -> {
			if (event.equals("last")) {
				slowly(event);
				thread[0].end();
				this.heard.add("ended");
				done.countDown();
			}
			else {
				this.heard.add(event);
			}
		}, null);
		started(thread[0]).hand("last");
		this.reached.await();
		thread[0].hand("more");
		this.held.countDown();
		done.await();
		assertThat(this.heard).containsExactly("last", "more", "ended");
	}

	private void releaseOnceItWaits(Thread caller) {
		Thread releasing = new Thread(() -> {
			while (caller.isAlive() && caller.getState() != Thread.State.TIMED_WAITING && this.held.getCount() > 0) {
				glance();
			}
			this.held.countDown();
		});
		releasing.setDaemon(true);
		releasing.start();
	}

	private int dropped() {
		return warnings().stream()
			.map((line) -> line.replaceAll("\\D+(\\d+ application).*|(\\d+) application.*", "$1$2")
				.replaceAll("\\D", ""))
			.mapToInt(Integer::parseInt)
			.sum();
	}

	private void slowly(Object event) {
		this.heard.add(event);
		this.reached.countDown();
		await(this.held);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void glance() {
		LockSupport.parkNanos(GLANCE);
	}

	private static EventThread started(EventThread thread) {
		thread.start();
		return thread;
	}

	private List<String> warnings() {
		return List.copyOf(this.lines.list)
			.stream()
			.filter((line) -> line.getLevel() == Level.WARN)
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

}
