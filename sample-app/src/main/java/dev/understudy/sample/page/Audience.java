package dev.understudy.sample.page;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.understudy.sample.simulator.Switchboard;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The pages that watch, each on a thread of its own, so that one that reads slowly holds
 * up nobody else. They are sent home before the server stops, which would wait for them.
 */
@Component
class Audience implements SmartLifecycle {

	private static final int MOST = 32;

	private final Feed feed;

	private final Overviews overviews;

	private final Set<Spectator> spectators = ConcurrentHashMap.newKeySet();

	private volatile boolean open;

	Audience(Feed feed, Overviews overviews, Switchboard switchboard) {
		this.feed = feed;
		this.overviews = overviews;
		switchboard.listen(feed::switched);
	}

	/**
	 * Lets a page watch.
	 * @return what it sees
	 * @throws FullHouseException when there is no room
	 */
	SseEmitter admit() {
		Spectator spectator = new Spectator(this.feed, this.overviews::now, this.spectators::remove);
		synchronized (this.spectators) {
			if (!this.open || this.spectators.size() >= MOST) {
				throw new FullHouseException("As many pages watch as may watch at once");
			}
			this.spectators.add(spectator);
		}
		return spectator.sit();
	}

	int size() {
		return this.spectators.size();
	}

	@Override
	public void start() {
		this.open = true;
	}

	@Override
	public void stop() {
		synchronized (this.spectators) {
			this.open = false;
		}
		this.spectators.forEach(Spectator::goHome);
	}

	@Override
	public boolean isRunning() {
		return this.open;
	}

}
