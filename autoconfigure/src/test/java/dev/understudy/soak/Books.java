package dev.understudy.soak;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

import dev.understudy.ChainExhaustedException;
import dev.understudy.ModelCallException;
import dev.understudy.PartialAnswerException;
import dev.understudy.UnknownNameException;
import org.jspecify.annotations.Nullable;

/**
 * What callers and models have seen of calls, counted by themselves. Knows nothing of the
 * engine.
 */
final class Books {

	private static final int MOST = 20;

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	private final List<String> surprises = new CopyOnWriteArrayList<>();

	/** A caller got what a model or, failing that, the chain has to say. */
	void answered(String chain, @Nullable String answer) {
		if (House.RUNG.equals(answer)) {
			count(chain + " degraded");
		}
		else if (answer == null) {
			surprise(chain + " answered nothing");
		}
		else {
			count(chain + " answered");
			count(chain + " answered by " + answer);
		}
	}

	/** A caller got an exception. */
	void failed(String chain, Throwable thrown) {
		Throwable failure = unwrapped(thrown);
		if (failure instanceof UnknownNameException && chain.equals(House.COMING_AND_GOING)) {
			count("not begun");
			return;
		}
		count(chain + " failed");
		boolean expected = failure instanceof ChainExhaustedException || failure instanceof PartialAnswerException
				|| Mishap.reachesCaller(failure);
		if (!expected) {
			surprise(chain + " threw " + failure);
		}
	}

	/** A caller was interrupted, as it had to be. */
	void interrupted(String chain, Exception thrown) {
		Throwable cause = (thrown instanceof ModelCallException) ? thrown.getCause() : thrown;
		if (cause instanceof InterruptedException) {
			cancelled(chain);
		}
		else {
			failed(chain, thrown);
		}
	}

	/** A caller did not want an answer any more, and had got none. */
	void cancelled(String chain) {
		count(chain + " failed");
		count("cancelled");
	}

	/** An attempt has reported its tokens. */
	void used(String model) {
		count("used by " + model);
	}

	/** An attempt ends without an outcome. */
	void blackout(String chain) {
		count(chain + " blackouts");
	}

	void surprise(String what) {
		if (this.surprises.size() < MOST) {
			this.surprises.add(what);
		}
	}

	/** What nobody has to see. */
	List<String> surprises() {
		return List.copyOf(this.surprises);
	}

	long answeredBy(String model) {
		return sum(" answered by " + model);
	}

	/** Of all chains, or of one. */
	long sum(String what) {
		return this.counts.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().endsWith(what))
			.mapToLong((entry) -> entry.getValue().sum())
			.sum();
	}

	long calls() {
		return sum(" answered") + sum(" degraded") + sum(" failed");
	}

	private void count(String what) {
		this.counts.computeIfAbsent(what, (any) -> new LongAdder()).increment();
	}

	private static Throwable unwrapped(Throwable thrown) {
		return (thrown instanceof CompletionException && thrown.getCause() != null) ? thrown.getCause() : thrown;
	}

}
