package dev.understudy.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.ModelStatus;
import dev.understudy.Price;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.FailureRules;
import dev.understudy.health.HealthRules;
import dev.understudy.health.VirtualTicker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An engine in virtual time whose models do what a script says, all on the thread of the
 * test.
 */
final class Stage {

	/** The chain of a stage that has one chain. */
	static final String CHAIN = "assistant";

	/** When a stage begins: not at zero, so that no difference of times is also a sum. */
	static final Instant BEGINNING = VirtualTicker.BEGINNING.plus(Duration.ofHours(1));

	final VirtualTicker ticker = new VirtualTicker();

	final VirtualTimer timer = new VirtualTimer(this.ticker);

	final Script script = new Script();

	final Recorder events = new Recorder();

	final Understudy understudy;

	/** What the dice show. */
	volatile double draw = 0.5;

	private Stage(BiFunction<UnderstudyBuilder, VirtualTicker, UnderstudyBuilder> setup) {
		this.ticker.advance(Duration.between(VirtualTicker.BEGINNING, BEGINNING));
		UnderstudyBuilder builder = Understudy.builder()
			.ticker(this.ticker)
			.timer(this.timer)
			.random(() -> this.draw)
			.repertoire(
					new Repertoire(List.of(), List.of(), (ids) -> chain(Repertoire.AD_HOC, ids.toArray(String[]::new))))
			.classifier(Trouble.CLASSIFIER)
			.listener(this.events);
		this.understudy = setup.apply(builder, this.ticker).build();
	}

	/** A stage with one chain of the given models, tried once each without a timeout. */
	static Stage of(String... modelIds) {
		return of(chain(CHAIN, modelIds), models(modelIds));
	}

	static Stage of(ChainSettings chain, ModelSettings... models) {
		return with((builder) -> {
			Arrays.stream(models).forEach(builder::model);
			return builder.chain(chain);
		});
	}

	static Stage with(UnaryOperator<UnderstudyBuilder> setup) {
		return new Stage((builder, ticker) -> setup.apply(builder));
	}

	/** A stage some of whose parts want to know the time. */
	static Stage with(BiFunction<UnderstudyBuilder, VirtualTicker, UnderstudyBuilder> setup) {
		return new Stage(setup);
	}

	static ModelSettings[] models(String... ids) {
		return Arrays.stream(ids).map(Stage::model).toArray(ModelSettings[]::new);
	}

	static ModelSettings model(String id) {
		return ModelSettings.of(Model.of(id, "provider", id + "-name"));
	}

	/** A model that stands down at its first failure that counts. */
	static ModelSettings touchy(String id) {
		FailureRules usual = FailureRules.DEFAULT;
		return model(id).withHealth(HealthRules.DEFAULT.withFailure(new FailureRules(usual.window(),
				usual.minimumCalls(), usual.skipBelow(), 1, usual.slowerThan(), usual.slowRate())));
	}

	static ModelSettings window(String id, int tokens) {
		return ModelSettings.of(new Model(id, "provider", id, Set.of(), tokens, Price.UNKNOWN));
	}

	static ModelSettings able(String id, String... capabilities) {
		return ModelSettings.of(new Model(id, "provider", id, Set.of(capabilities), 0, Price.UNKNOWN));
	}

	static ChainSettings chain(String name, String... modelIds) {
		return ChainSettings.of(name, Arrays.stream(modelIds).map(Stage::seat).toList());
	}

	static ChainSettings chain(SeatSettings... seats) {
		return ChainSettings.of(CHAIN, List.of(seats));
	}

	/** One attempt without a timeout. */
	static SeatSettings seat(String modelId) {
		return SeatSettings.of(modelId).withTimeout(Duration.ZERO).withRetry(RetryPolicy.NONE);
	}

	ModelRouter router() {
		return this.understudy.router();
	}

	ModelRegistry registry() {
		return this.understudy.registry();
	}

	String call() {
		return router().call(CHAIN, this.script);
	}

	/** A call that nobody answers. */
	void callInVain() {
		assertThatThrownBy(this::call).isInstanceOf(RuntimeException.class);
	}

	Routed<String> route() {
		return router().route(CHAIN, this.script);
	}

	/** A call that the test drives step by step. */
	Call begin() {
		return this.understudy.begin(CallSpec.chain(CHAIN).withReport(), Asked.ANYTHING);
	}

	ModelStatus status(String modelId) {
		return registry().status(modelId);
	}

	void disable(String... modelIds) {
		Arrays.stream(modelIds).forEach((id) -> registry().disable(id, null, "out"));
	}

	/** Puts models on standby in a way that a last resort overrides. */
	void rateLimit(Duration length, String... modelIds) {
		for (String id : modelIds) {
			Script once = new Script().fails(id, Trouble.of(FailureKind.RATE_LIMIT, length));
			assertThatThrownBy(() -> router().models(id).call(once)).isInstanceOf(ChainExhaustedException.class);
		}
	}

	void pass(Duration time) {
		this.timer.advance(time);
	}

}
