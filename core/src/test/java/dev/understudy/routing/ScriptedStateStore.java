package dev.understudy.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import dev.understudy.health.NoticeBoard;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.StateStore;

/**
 * A store that is down or hangs when a test says so.
 */
final class ScriptedStateStore implements StateStore {

	final NoticeBoard board = new NoticeBoard();

	final List<Collection<StandbyNotice>> published = new CopyOnWriteArrayList<>();

	final List<Consumer<StandbyNotice>> listeners = new CopyOnWriteArrayList<>();

	final List<String> threads = new CopyOnWriteArrayList<>();

	volatile boolean down;

	/** What it throws instead, when a test says so. */
	volatile Error broken;

	volatile Duration interval = Duration.ofMillis(100);

	volatile CountDownLatch gate = new CountDownLatch(0);

	volatile int asked;

	@Override
	public void listen(Consumer<StandbyNotice> listener) throws Exception {
		answer();
		this.listeners.add(listener);
	}

	@Override
	public Collection<StandbyNotice> load() throws Exception {
		answer();
		return this.board.notices();
	}

	@Override
	public void publish(Collection<StandbyNotice> notices) throws Exception {
		answer();
		this.published.add(List.copyOf(notices));
		notices.forEach(this.board::add);
	}

	@Override
	public Duration interval() {
		return this.interval;
	}

	/** Another instance says something, which everybody hears at once. */
	void say(StandbyNotice notice) {
		this.board.add(notice);
		this.listeners.forEach((listener) -> listener.accept(notice));
	}

	private void answer() throws Exception {
		this.asked++;
		this.threads.add(Thread.currentThread().getName());
		this.gate.await();
		if (this.broken != null) {
			throw this.broken;
		}
		if (this.down) {
			throw new IOException("secret of the store");
		}
	}

}
