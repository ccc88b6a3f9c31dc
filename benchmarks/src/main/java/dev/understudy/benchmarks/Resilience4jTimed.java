package dev.understudy.benchmarks;

import java.time.Duration;
import java.util.concurrent.ExecutorService;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.timelimiter.TimeLimiter;

/**
 * resilience4j by code: a circuit breaker with its defaults around a time limiter, whose
 * attempt runs on a pool, and a {@code try} around them.
 */
final class Resilience4jTimed implements Assistant {

	private final CircuitBreaker breaker = CircuitBreaker.ofDefaults(Models.GPT);

	private final TimeLimiter limiter;

	private final ExecutorService pool;

	private final Models models;

	private Resilience4jTimed(Models models, Duration timeout, ExecutorService pool) {
		this.models = models;
		this.limiter = TimeLimiter.of(timeout);
		this.pool = pool;
	}

	static Stage of(Models models, Duration timeout, ExecutorService pool) {
		return new Stage(new Resilience4jTimed(models, timeout, pool), models, pool::shutdownNow);
	}

	@Override
	public String answer(String question) {
		try {
			return this.breaker.executeCallable(() -> attempt(question));
		}
		catch (Exception ex) {
			return Models.SORRY;
		}
	}

	private String attempt(String question) throws Exception {
		return this.limiter
			.executeFutureSupplier(() -> this.pool.submit(() -> this.models.answer(Models.GPT, question)));
	}

}
