package dev.understudy.sample.page;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.understudy.health.Ticker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * How watching ends when something breaks.
 */
class SpectatorTests {

	private final CompletableFuture<Spectator> farewell = new CompletableFuture<>();

	@ParameterizedTest
	@MethodSource
	void connectionEndsWhenThereIsNoOverview(RuntimeException failure) throws Exception {
		Feed feed = new Feed(new StaticListableBeanFactory().getBeanProvider(Ticker.class));
		Spectator spectator = new Spectator(feed, () -> {
			throw failure;
		}, this.farewell::complete);
		MvcResult result = MockMvcBuilders.standaloneSetup(new Door(spectator))
			.build()
			.perform(get("/events"))
			.andReturn();
		assertThat(result.getAsyncResult(TimeUnit.SECONDS.toMillis(30))).isSameAs(failure);
		assertThat(this.farewell.get(30, TimeUnit.SECONDS)).isSameAs(spectator);
	}

	static Stream<RuntimeException> connectionEndsWhenThereIsNoOverview() {
		return Stream.of(new IllegalStateException("No overview"), new IllegalArgumentException("No overview"),
				new NullPointerException("No overview"));
	}

	/**
	 * Where the spectator comes in. Not static, or it would be found as a bean elsewhere.
	 */
	@Controller
	private final class Door {

		private final Spectator spectator;

		private Door(Spectator spectator) {
			this.spectator = spectator;
		}

		@GetMapping("/events")
		SseEmitter events() {
			return this.spectator.sit();
		}

	}

}
