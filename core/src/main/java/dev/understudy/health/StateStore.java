package dev.understudy.health;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Keeps what is said of the models' standbys beyond one engine: over a restart, or for
 * other instances.
 * <p>
 * An engine asks a store on one thread of its own and never while a call waits. A store
 * may therefore block; it may also throw, which the engine takes for an outage: it goes
 * on with what it knows, tries again after a while, then reads all with {@link #load()}
 * and publishes all that it knows. It has one store for its life, which it does not
 * close.
 * <p>
 * A store need not order anything: what holds follows from all notices by the rules of
 * {@link StandbyNotice}, in every order. A store that would rather not keep all of them
 * may leave out what a {@link NoticeBoard} leaves out, and must not leave out more. It
 * keeps notices of models that it does not know, and each until its end: a standby until
 * it is over, one without an end until it is lifted, a lift for a day.
 */
public interface StateStore {

	/**
	 * Takes somebody who wants to know what others say. Called once by each engine,
	 * before anything else, and again only when it threw.
	 * @param listener to be told from any thread, as soon as can be, and at any time
	 * again; may be told what its own engine published, and never throws
	 * @throws Exception when the store is down
	 */
	void listen(Consumer<StandbyNotice> listener) throws Exception;

	/**
	 * Reads what is known. Called at start, and when an outage is over.
	 * @return all notices that are kept, in any order, with or without those that are
	 * over. What cannot be understood is left out with one warning that names its key
	 * @throws Exception when the store is down
	 */
	Collection<StandbyNotice> load() throws Exception;

	/**
	 * Adds notices to what is known, and tells them to others. When this returns they are
	 * kept as well as the store keeps anything.
	 * @param notices at least one, of any models, of which some may have been published
	 * before
	 * @throws Exception when the store is down; the engine will publish them again
	 */
	void publish(Collection<StandbyNotice> notices) throws Exception;

	/**
	 * How long an engine lets changes gather between two publications. The first change
	 * after a quiet time is published at once.
	 * @return greater than zero, a tenth of a second by default
	 */
	default Duration interval() {
		return Duration.ofMillis(100);
	}

	/**
	 * A store that lives as long as the object, for engines of one process.
	 * @return an empty store
	 */
	static StateStore inMemory() {
		return new InMemoryStateStore();
	}

}
