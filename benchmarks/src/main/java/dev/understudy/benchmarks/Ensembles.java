package dev.understudy.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.understudy.Model;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;
import dev.understudy.routing.UnderstudyBuilder;

/**
 * Engines of any size.
 */
final class Ensembles {

	/** The models and chains of a large platform. */
	static final int MANY_MODELS = 10_000;

	static final int MANY_CHAINS = 1_000;

	private Ensembles() {
	}

	/** One chain over all models, {@link #chain chain 0}. */
	static Understudy chainOf(int models) {
		String[] ids = IntStream.range(0, models).mapToObj(Ensembles::id).toArray(String[]::new);
		return models(models).chain(untimed(0, ids)).build();
	}

	/** A chain of its own for each model, by the same number. */
	static Understudy chainEach(int models, ShiftedTicker ticker) {
		UnderstudyBuilder builder = models(models).ticker(ticker);
		IntStream.range(0, models).forEach((i) -> builder.chain(untimed(i, id(i))));
		return builder.build();
	}

	/** Chains of three models each, spread over all models. */
	static Understudy of(int models, int chains) {
		UnderstudyBuilder builder = models(models);
		IntStream.range(0, chains).forEach((i) -> builder.chain(untimed(i, chosen(i, models))));
		return builder.build();
	}

	/** The three models of a chain. */
	static String[] chosen(int chain, int models) {
		return IntStream.range(chain * 3, chain * 3 + 3).mapToObj((i) -> id(i % models)).toArray(String[]::new);
	}

	static String id(int number) {
		return "model-" + number;
	}

	static String chain(int number) {
		return "chain-" + number;
	}

	private static UnderstudyBuilder models(int count) {
		UnderstudyBuilder builder = Understudy.builder();
		IntStream.range(0, count).forEach((i) -> builder.models(Model.of(id(i), "provider", id(i))));
		return builder;
	}

	private static ChainSettings untimed(int number, String... ids) {
		List<SeatSettings> seats = Stream.of(ids).map((id) -> SeatSettings.of(id).withTimeout(Duration.ZERO)).toList();
		return ChainSettings.of(chain(number), seats).withDeadline(Duration.ZERO);
	}

}
