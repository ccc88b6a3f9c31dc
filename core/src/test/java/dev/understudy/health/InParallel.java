package dev.understudy.health;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Lets threads do something at the same moment, and waits for all of them.
 */
final class InParallel {

	private InParallel() {
	}

	static void run(int threads, Runnable task) {
		call(threads, () -> {
			task.run();
			return threads;
		});
	}

	static <T> List<T> call(int threads, Callable<T> task) {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CyclicBarrier start = new CyclicBarrier(threads);
			List<Future<T>> running = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				running.add(executor.submit(() -> {
					start.await(30, TimeUnit.SECONDS);
					return task.call();
				}));
			}
			List<T> results = new ArrayList<>();
			for (Future<T> one : running) {
				results.add(one.get(60, TimeUnit.SECONDS));
			}
			return results;
		}
		catch (ExecutionException ex) {
			throw new AssertionError("A thread failed", ex.getCause());
		}
		catch (Exception ex) {
			throw new AssertionError("Threads did not come to an end", ex);
		}
		finally {
			executor.shutdownNow();
		}
	}

}
