package dev.understudy.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.StateStore;
import dev.understudy.limit.Account;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.LimitStore;
import dev.understudy.routing.LastGoodAnswers;

/**
 * What an engine keeps beside its models, in a form that a test can forget, and the way
 * to tell it of standbys. Thread-safe.
 */
public final class TestState {

	private static final int MOST_ANSWERS = 10_000;

	private final Standbys standbys = new Standbys();

	private final Counters counters = new Counters();

	private final Answers answers = new Answers();

	/**
	 * Makes an empty state.
	 */
	public TestState() {
	}

	/**
	 * Says to an engine what tests say of its models, and remembers nothing.
	 * @return for an engine's state
	 */
	public StateStore standbys() {
		return this.standbys;
	}

	/**
	 * Counts in memory until it is told to forget.
	 * @return for an engine's limits
	 */
	public LimitStore counters() {
		return this.counters;
	}

	/**
	 * Remembers in memory until it is told to forget.
	 * @return for an engine's rungs
	 */
	public LastGoodAnswers answers() {
		return this.answers;
	}

	void stand(String modelId, Standby standby) {
		this.standbys.say((version) -> StandbyNotice.stands(modelId, version, standby), standby.since());
	}

	void lift(String modelId, StandbyReason reason, Instant now) {
		this.standbys.say((version) -> StandbyNotice.lifted(modelId, version, reason), now);
	}

	/** Forgets counters and answers. Standbys are lifted one by one. */
	void forget() {
		this.counters.store = LimitStore.inMemory();
		this.answers.kept = LastGoodAnswers.inMemory(MOST_ANSWERS);
	}

	/**
	 * Another instance, from which the engine hears of standbys.
	 */
	private static final class Standbys implements StateStore {

		/** Higher than what the engine makes of the version it has heard last. */
		private static final long STEP = 1000;

		private final List<Consumer<StandbyNotice>> listeners = new CopyOnWriteArrayList<>();

		private long version;

		@Override
		public void listen(Consumer<StandbyNotice> listener) {
			this.listeners.add(listener);
		}

		@Override
		public Collection<StandbyNotice> load() {
			return List.of();
		}

		@Override
		public void publish(Collection<StandbyNotice> notices) {
			// Nobody is there who would want to know.
		}

		/** No alarm of the engine's is to be in the way of timeouts. */
		@Override
		public Duration interval() {
			return Duration.ofDays(1);
		}

		private synchronized void say(VersionedNotice notice, Instant now) {
			this.version = Math.max(this.version, now.toEpochMilli()) + STEP;
			StandbyNotice said = notice.of(this.version);
			this.listeners.forEach((listener) -> listener.accept(said));
		}

	}

	private static final class Counters implements LimitStore {

		private volatile LimitStore store = LimitStore.inMemory();

		@Override
		public Ledger open(List<Account> accounts) {
			return this.store.open(accounts);
		}

	}

	private static final class Answers implements LastGoodAnswers {

		private volatile LastGoodAnswers kept = LastGoodAnswers.inMemory(MOST_ANSWERS);

		@Override
		public void keep(String key, Kept answer) {
			this.kept.keep(key, answer);
		}

		@Override
		public Optional<Kept> find(String key) {
			return this.kept.find(key);
		}

	}

	@FunctionalInterface
	private interface VersionedNotice {

		StandbyNotice of(long version);

	}

}
