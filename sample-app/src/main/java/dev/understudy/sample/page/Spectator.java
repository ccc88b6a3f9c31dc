package dev.understudy.sample.page;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One page that watches: gets events as they come, and the overview once a second, which
 * also shows both sides that the other one is still there. Soon after events there is an
 * overview, too, for they change it.
 */
final class Spectator implements Runnable {

	private static final long PERIOD = Duration.ofSeconds(1).toNanos();

	private static final long SOON = Duration.ofMillis(150).toNanos();

	private final SseEmitter emitter = new SseEmitter(0L);

	private final Feed feed;

	private final Supplier<Overview> overviews;

	private final Consumer<Spectator> farewell;

	private final Thread thread = new Thread(this, "sample-page-events");

	private volatile boolean gone;

	Spectator(Feed feed, Supplier<Overview> overviews, Consumer<Spectator> farewell) {
		this.feed = feed;
		this.overviews = overviews;
		this.farewell = farewell;
		this.thread.setDaemon(true);
	}

	SseEmitter sit() {
		this.emitter.onCompletion(this::goHome);
		this.emitter.onError((ex) -> goHome());
		this.thread.start();
		return this.emitter;
	}

	void goHome() {
		this.gone = true;
		this.thread.interrupt();
	}

	@Override
	public void run() {
		FeedQueue queue = this.feed.join();
		try {
			send("hello", Map.of());
			while (!this.gone) {
				send("overview", this.overviews.get());
				watch(queue);
			}
			end();
		}
		catch (IOException ex) {
			// The page is gone, which it may be at any time, and the server knows it.
			this.gone = true;
		}
		catch (InterruptedException ex) {
			end();
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
		finally {
			this.feed.leave(queue);
			this.farewell.accept(this);
		}
	}

	private void end() {
		try {
			this.emitter.complete();
		}
		catch (IllegalStateException ex) {
			// The server was quicker.
			this.gone = true;
		}
	}

	/**
	 * Ends the connection, which nobody else would; one that has ended stays as it is.
	 */
	private void fail(RuntimeException cause) {
		this.gone = true;
		try {
			this.emitter.completeWithError(cause);
		}
		catch (IllegalStateException ex) {
			// The server was quicker.
			cause.addSuppressed(ex);
		}
	}

	/** Sends events until the next overview is due. */
	private void watch(FeedQueue queue) throws IOException, InterruptedException {
		long due = System.nanoTime() + PERIOD;
		FeedEvent event = queue.next(PERIOD);
		while (event != null) {
			long missed = queue.missed();
			send("feed", (missed != 0) ? event.with("missed", missed) : event);
			long now = System.nanoTime();
			due = Math.min(due, now + SOON);
			event = (due - now > 0) ? queue.next(due - now) : null;
		}
	}

	private void send(String name, Object data) throws IOException {
		this.emitter.send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
	}

}
