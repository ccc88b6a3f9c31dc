package dev.understudy.sample.page;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FeedQueue}.
 */
class FeedQueueTests {

	private final FeedQueue queue = new FeedQueue(List.of());

	@Test
	void eventsComeInTheirOrder() throws InterruptedException {
		this.queue.put(event(1));
		this.queue.put(event(2));
		assertThat(number()).isEqualTo(1);
		assertThat(number()).isEqualTo(2);
		assertThat(this.queue.next(0)).isNull();
		assertThat(this.queue.missed()).isZero();
	}

	@Test
	void oldestMakeRoomForWhoeverReadsTooSlowly() throws InterruptedException {
		for (int i = 1; i <= 1_000; i++) {
			this.queue.put(event(i));
		}
		assertThat(number()).isEqualTo(1_000 - FeedQueue.MOST + 1);
		assertThat(this.queue.missed()).isEqualTo(1_000 - FeedQueue.MOST);
		assertThat(this.queue.missed()).isZero();
	}

	private Object number() throws InterruptedException {
		FeedEvent event = this.queue.next(0);
		return (event != null) ? event.facts().get("number") : -1;
	}

	private static FeedEvent event(int number) {
		return FeedEvent.of("attempt", Instant.EPOCH).with("number", number);
	}

}
