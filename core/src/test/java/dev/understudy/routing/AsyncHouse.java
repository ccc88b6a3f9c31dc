package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.RouterListener;
import dev.understudy.health.VirtualTicker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engine whose time is virtual, and whose only thread is that of the test.
 */
final class AsyncHouse {

	private final VirtualTimer timer;

	private final Understudy understudy;

	private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());

	AsyncHouse(ChainSettings chain) {
		this(chain, "a", "b");
	}

	AsyncHouse(ChainSettings chain, String... ids) {
		this(Timed.models(ids).chain(chain));
	}

	AsyncHouse(UnderstudyBuilder builder) {
		VirtualTicker ticker = new VirtualTicker();
		this.timer = new VirtualTimer(ticker);
		this.understudy = builder.ticker(ticker)
			.timer(this.timer)
			.threads(Runnable::run)
			.listener(new RouterListener() {
				@Override
				public void called(String chain, Outcome outcome, Model model, long nanos) {
					if (chain.equals("chain")) {
						AsyncHouse.this.outcomes.add(outcome);
					}
				}
			})
			.build();
	}

	Understudy understudy() {
		return this.understudy;
	}

	VirtualTimer timer() {
		return this.timer;
	}

	CompletableFuture<Routed<String>> route(ModelCall<? extends CompletionStage<String>> work) {
		return this.understudy.router().chain("chain").<String>routeAsync(work).toCompletableFuture();
	}

	CompletableFuture<Routed<String>> route(Duration deadline, ModelCall<? extends CompletionStage<String>> work) {
		return this.understudy.router()
			.chain("chain")
			.deadline(deadline)
			.<String>routeAsync(work)
			.toCompletableFuture();
	}

	CompletableFuture<Routed<String>> route(CallSpec spec, ModelCall<? extends CompletionStage<String>> work) {
		return this.understudy.asyncCalls().route(spec, Timed.question("Shop.order"), work);
	}

	LiveModel live(String id) {
		return Timed.live(this.understudy, id);
	}

	CurrentModel.Running seat(String id) {
		return Timed.seat(this.understudy, id);
	}

	/** The call ended so, once, and everything it had taken is back. */
	void assertEndedOnce(Outcome outcome) {
		assertThat(this.outcomes).containsExactly(outcome);
		assertThat(this.timer.waiting()).isZero();
		this.understudy.registry()
			.statuses()
			.forEach((status) -> assertThat(live(status.id()).health().statistics().running()).isZero());
	}

}
