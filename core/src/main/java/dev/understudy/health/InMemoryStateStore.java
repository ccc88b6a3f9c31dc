package dev.understudy.health;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Keeps standbys for as long as it lives itself.
 */
final class InMemoryStateStore implements StateStore {

	private final NoticeBoard board = new NoticeBoard();

	private final List<Consumer<StandbyNotice>> listeners = new CopyOnWriteArrayList<>();

	@Override
	public void listen(Consumer<StandbyNotice> listener) {
		this.listeners.add(listener);
	}

	@Override
	public Collection<StandbyNotice> load() {
		return this.board.notices();
	}

	@Override
	public void publish(Collection<StandbyNotice> notices) {
		for (StandbyNotice notice : notices) {
			if (this.board.add(notice)) {
				this.listeners.forEach((listener) -> listener.accept(notice));
			}
		}
	}

}
