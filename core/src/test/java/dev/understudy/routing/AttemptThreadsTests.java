package dev.understudy.routing;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.understudy.routing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AttemptThreadsTests {

	private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

	private final AttemptThreads threads = new AttemptThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void attemptInheritsNothingOfTheThreadThatStartedIt() throws Exception {
		INHERITED.set("secret of a caller");
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader ofTheCaller = new URLClassLoader(new URL[0], before)) {
			Thread.currentThread().setContextClassLoader(ofTheCaller);
			assertThat(run(new FutureTask<>(INHERITED::get))).isNull();
			assertThat(run(new FutureTask<>(() -> Thread.currentThread().getContextClassLoader())))
				.isNotSameAs(ofTheCaller);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
			INHERITED.remove();
		}
	}

	@Test
	void nobodyWaitsForAThread() throws Exception {
		int many = 50;
		CountDownLatch all = new CountDownLatch(many);
		for (int i = 0; i < many; i++) {
			this.threads.execute(() -> {
				all.countDown();
				meet(all);
			});
		}
		meet(all);
		assertThat(all.getCount()).isZero();
	}

	@Test
	void closeInterruptsWhatRunsAndTakesNothingMore() throws Exception {
		Hang hang = new Hang();
		AtomicInteger ended = new AtomicInteger();
		this.threads.execute(() -> {
			try {
				hang.interruptibly();
			}
			catch (InterruptedException ex) {
				ended.incrementAndGet();
			}
		});
		hang.awaitEntered();
		this.threads.close();
		eventually("the task is interrupted", () -> ended.get() == 1);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.threads.execute(() -> {
		}));
	}

	private <T> T run(FutureTask<T> task) throws Exception {
		this.threads.execute(task);
		return task.get();
	}

	private static void meet(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
