package dev.understudy.reactive;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.RouterListener;
import dev.understudy.failure.Failure;
import dev.understudy.health.FailureRules;
import dev.understudy.health.HealthRules;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.Rung;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.StreamSettings;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A chain "talk" of two models, "gpt" and "claude", in virtual time. Each model takes one
 * attempt at a time, so that a lease which is not given back is seen by the next call.
 */
final class Rehearsal implements RouterListener {

	static final Duration TIMEOUT = Duration.ofSeconds(30);

	static final Duration DEADLINE = Duration.ofSeconds(90);

	final VirtualTime time = new VirtualTime();

	final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

	/** Attempts as {@code model:kind}, with {@code success} for none. */
	final List<String> attempts = new CopyOnWriteArrayList<>();

	/** First contents as {@code model:milliseconds}. */
	final List<String> firsts = new CopyOnWriteArrayList<>();

	final Understudy understudy;

	private final ReactiveCalls calls;

	private CallSpec spec = CallSpec.chain("talk");

	Rehearsal() {
		this((chain) -> chain);
	}

	Rehearsal(UnaryOperator<ChainSettings> chain) {
		this(chain, RetryPolicy.NONE, Schedulers.immediate());
	}

	Rehearsal(UnaryOperator<ChainSettings> chain, RetryPolicy retry, Scheduler scheduler) {
		this(chain, retry, scheduler, scheduler::schedule);
	}

	Rehearsal(UnaryOperator<ChainSettings> chain, RetryPolicy retry, Scheduler scheduler, Executor threads) {
		HealthRules lenient = HealthRules.DEFAULT
			.withFailure(new FailureRules(Duration.ofMinutes(10), 1, 0, Integer.MAX_VALUE, Duration.ZERO, 1));
		List<SeatSettings> seats = Arrays.asList(SeatSettings.of("gpt").withRetry(retry),
				SeatSettings.of("claude").withRetry(retry));
		this.understudy = Understudy.builder()
			.model(settings("gpt", "openai", lenient))
			.model(settings("claude", "anthropic", lenient))
			.chain(chain.apply(ChainSettings.of("talk", seats)))
			.ticker(this.time)
			.timer(this.time)
			.random(() -> 0.5)
			.threads(threads)
			.listener(this)
			.build();
		this.calls = new ReactiveCalls(this.understudy, ContextCarrier.standard(), scheduler);
	}

	private static ModelSettings settings(String id, String provider, HealthRules health) {
		return ModelSettings.of(Model.of(id, provider, id)).withMaxConcurrent(1).withHealth(health);
	}

	static Rehearsal streaming(Duration firstToken, Duration idle, StreamSettings.Commit commit) {
		return new Rehearsal((chain) -> chain.withStreams(new StreamSettings(firstToken, idle, commit)));
	}

	static Rehearsal committing(StreamSettings.Commit commit) {
		return streaming(Duration.ofSeconds(10), Duration.ofSeconds(15), commit);
	}

	Rehearsal rungs(Rung... rungs) {
		this.spec = this.spec.withRungs(List.of(rungs), false);
		return this;
	}

	<T> Flux<T> flux(ModelCall<? extends Publisher<? extends T>> work) {
		return this.calls.flux(this.spec, new Anything(), work);
	}

	<T> Flux<T> flux(ModelCall<? extends Publisher<? extends T>> work, PieceReader<? super T> reader) {
		return this.calls.flux(this.spec, new Anything(), work, reader);
	}

	<T> Mono<Routed<@Nullable T>> mono(ModelCall<? extends Mono<T>> work) {
		return this.calls.mono(this.spec, new Anything(), work);
	}

	/** The streams of "gpt" and of "claude". */
	<T> Flux<T> play(Publisher<T> gpt, Publisher<T> claude) {
		return flux((model) -> model.id().equals("gpt") ? gpt : claude);
	}

	/** Every lease is back, every alarm off, and each call has ended once. */
	void assertSettled(Outcome... expected) {
		assertThat(this.outcomes).containsExactly(expected);
		assertThat(this.understudy.registry().available("talk")).extracting(Model::id).contains("gpt", "claude");
		assertThat(this.time.pending()).isZero();
		assertThat(this.understudy.registry().statistics().chains().get("talk").calls()).isEqualTo(expected.length);
	}

	@Override
	public void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
		this.attempts.add(model.id() + ":" + ((failure != null) ? failure.kind().tag() : "success"));
	}

	@Override
	public void firstContent(String chain, Model model, long nanos) {
		this.firsts.add(model.id() + ":" + Duration.ofNanos(nanos).toMillis());
	}

	@Override
	public void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
		this.outcomes.add(outcome);
	}

	/** A failure of a provider that makes calls fall back. */
	static RuntimeException down() {
		return new UncheckedIOException(new ConnectException("refused"));
	}

}
