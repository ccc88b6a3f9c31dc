package dev.understudy.sample.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.LimitNearlyReached;
import dev.understudy.Model;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelStoodDown;
import dev.understudy.RouterListener;
import dev.understudy.failure.Failure;
import dev.understudy.health.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Hears what happens to calls and models and hands it to every page that watches. No call
 * waits for a page: all that happens on its thread is that an event is put into queues
 * with bounds.
 */
@Component
class Feed implements RouterListener {

	/** What a page that comes later still gets. */
	private static final int RECENT = 40;

	private final Ticker ticker;

	private final Deque<FeedEvent> recent = new ArrayDeque<>(RECENT);

	private final Set<FeedQueue> queues = new LinkedHashSet<>();

	Feed(ObjectProvider<Ticker> ticker) {
		this.ticker = ticker.getIfAvailable(Ticker::system);
	}

	/** Begins with the latest events, and goes on until it {@link #leave leaves}. */
	synchronized FeedQueue join() {
		FeedQueue queue = new FeedQueue(List.copyOf(this.recent));
		this.queues.add(queue);
		return queue;
	}

	synchronized void leave(FeedQueue queue) {
		this.queues.remove(queue);
	}

	@Override
	public void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
		publish(FeedEvent.of("attempt", this.ticker.instant())
			.with("chain", chain)
			.with("model", model.id())
			.with("kind", (failure != null) ? failure.kind().tag() : null)
			.with("millis", nanos / 1_000_000));
	}

	@Override
	public void fellBack(CallFellBack event) {
		publish(FeedEvent.of("fell-back", event.at())
			.with("chain", event.chain())
			.with("model", event.from())
			.with("to", event.to())
			.with("kind", event.kind().tag()));
	}

	@Override
	public void degraded(CallDegraded event) {
		publish(FeedEvent.of("degraded", event.at())
			.with("chain", event.chain())
			.with("kind", event.kind().tag())
			.with("rung", event.rung()));
	}

	@Override
	public void exhausted(ChainExhausted event) {
		publish(FeedEvent.of("exhausted", event.at()).with("chain", event.chain()).with("kind", event.kind().tag()));
	}

	@Override
	public void stoodDown(ModelStoodDown event) {
		publish(FeedEvent.of("stood-down", event.at())
			.with("model", event.model())
			.with("reason", event.reason())
			.with("until", event.until()));
	}

	@Override
	public void recovered(ModelRecovered event) {
		publish(FeedEvent.of("recovered", event.at()).with("model", event.model()));
	}

	@Override
	public void limitNearlyReached(LimitNearlyReached event) {
		publish(FeedEvent.of("limit", event.at())
			.with("model", event.model())
			.with("reason", event.limit())
			.with("until", event.until()));
	}

	/** Somebody has broken or mended a model, which is of no interest afterwards. */
	synchronized void switched(String model) {
		FeedEvent event = FeedEvent.of("switched", this.ticker.instant()).with("model", model);
		this.queues.forEach((queue) -> queue.put(event));
	}

	private synchronized void publish(FeedEvent event) {
		if (this.recent.size() == RECENT) {
			this.recent.removeFirst();
		}
		this.recent.addLast(event);
		this.queues.forEach((queue) -> queue.put(event));
	}

}
