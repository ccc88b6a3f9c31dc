package dev.understudy.routing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.Failure;
import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call needs: the ensemble in force, time, chance, and whoever reads failures,
 * counts tokens or listens.
 */
final class Engine {

	private static final Logger logger = LoggerFactory.getLogger(Understudy.class);

	private final Ticker ticker;

	private final DoubleSupplier random;

	private final FailureReaders failures;

	private final AnswerReaders answers;

	private final Backstage backstage;

	private final Spotlights spotlights;

	/** Whoever is told of what is in force. Guarded by this. */
	private final Map<Following, Consumer<Repertoire>> followers = new LinkedHashMap<>();

	private final FirstThrows throwsSeen = new FirstThrows(logger, "Follower", "what is new is in force");

	private volatile Ensemble ensemble;

	Engine(Repertoire repertoire, Ticker ticker, DoubleSupplier random, FailureReaders failures, AnswerReaders answers,
			Backstage backstage, Spotlights spotlights) {
		this.ticker = ticker;
		this.random = random;
		this.failures = failures;
		this.answers = answers;
		this.backstage = backstage;
		this.spotlights = spotlights;
		this.ensemble = Ensemble.of(repertoire, null, backstage);
		backstage.inForce(this.ensemble);
	}

	Ensemble ensemble() {
		return this.ensemble;
	}

	/**
	 * Puts another repertoire in force. Calls on their way keep the one they began with.
	 */
	synchronized void perform(Repertoire repertoire) {
		Ensemble before = this.ensemble;
		Ensemble now = Ensemble.of(repertoire, before, this.backstage);
		this.ensemble = now;
		this.backstage.inForce(now);
		before.models()
			.keySet()
			.stream()
			.filter((id) -> !now.models().containsKey(id))
			.forEach(this.backstage::dismiss);
		List.copyOf(this.followers.values()).forEach((follower) -> tell(follower, repertoire));
	}

	/** Tells somebody what is in force, now and at each change, one after the other. */
	synchronized Following follow(Consumer<Repertoire> follower) {
		follower.accept(this.ensemble.repertoire());
		Following following = new Following() {

			@Override
			public void close() {
				unfollow(this);
			}

		};
		this.followers.put(following, follower);
		return following;
	}

	Ticker ticker() {
		return this.ticker;
	}

	DoubleSupplier random() {
		return this.random;
	}

	Spotlights spotlights() {
		return this.spotlights;
	}

	/**
	 * Counts the tokens of an answer, spares its model if it says so, and lets rungs keep
	 * it for worse times.
	 */
	void remember(@Nullable Object answer, CurrentModel.Running attempt, CallSpec spec, ChainPlan chain,
			Question question) {
		if (answer != null) {
			this.answers.read(answer, attempt);
			spec.ladder().answered(answer, question);
			spec.chainLadder(chain).answered(answer, question);
		}
	}

	/** Reads a failure. What a chain within the call says, it says of its own models. */
	Failure classify(Throwable thrown, ClientTrust trust) {
		if (thrown instanceof ChainExhaustedException inner) {
			return new Failure(inner.kind(), inner.retryAfter(), 0, inner);
		}
		return this.failures.read(thrown, trust);
	}

	Listeners listeners() {
		return this.backstage.listeners();
	}

	private synchronized void unfollow(Following following) {
		this.followers.remove(following);
	}

	private void tell(Consumer<Repertoire> follower, Repertoire repertoire) {
		try {
			follower.accept(repertoire);
		}
		catch (RuntimeException | LinkageError | AssertionError ex) {
			this.throwsSeen.report(follower, ex);
		}
	}

}
