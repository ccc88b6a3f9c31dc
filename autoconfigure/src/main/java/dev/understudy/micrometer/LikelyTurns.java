package dev.understudy.micrometer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.understudy.failure.FailureKind;
import dev.understudy.micrometer.TurnCounters.Fallback;
import dev.understudy.micrometer.TurnCounters.Rung;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.SeatSettings;

/**
 * The turns that calls will take as far as the configuration tells: from each model to
 * the one after it, or to the chain that goes on, and to the rungs of the chain itself.
 */
final class LikelyTurns {

	/** Of one meter; when there would be more, there are none. */
	static final int MOST = 2_000;

	private final Map<String, ChainSettings> chains = new LinkedHashMap<>();

	private final Set<String> models;

	LikelyTurns(Repertoire repertoire) {
		repertoire.chains().forEach((chain) -> this.chains.put(chain.name(), chain));
		this.models = repertoire.models()
			.stream()
			.filter(ModelSettings::enabled)
			.map((settings) -> settings.model().id())
			.collect(Collectors.toSet());
	}

	List<Fallback> fallbacks() {
		return few(this.chains.values()
			.stream()
			.flatMap((chain) -> Stream.concat(toTheNextModel(chain), toAnotherChain(chain))));
	}

	List<Rung> rungs() {
		return few(this.chains.values().stream().flatMap(LikelyTurns::toRungs));
	}

	private Stream<Fallback> toTheNextModel(ChainSettings chain) {
		List<SeatSettings> row = row(chain);
		return IntStream.range(1, row.size())
			.boxed()
			.flatMap((index) -> toTheNextModel(chain, row.get(index - 1), row.get(index)));
	}

	private static Stream<Fallback> toTheNextModel(ChainSettings chain, SeatSettings from, SeatSettings to) {
		return from.failures()
			.fallbackOn()
			.stream()
			.filter((kind) -> !chain.reroutes().containsKey(kind))
			.map((kind) -> new Fallback(chain.name(), from.modelId(), to.modelId(), kind));
	}

	private Stream<Fallback> toAnotherChain(ChainSettings chain) {
		return chain.reroutes()
			.entrySet()
			.stream()
			.filter((reroute) -> reroute.getKey() != FailureKind.CANCELLED)
			.flatMap((reroute) -> toAnotherChain(chain, reroute.getKey(), reroute.getValue()));
	}

	private Stream<Fallback> toAnotherChain(ChainSettings chain, FailureKind kind, String target) {
		ChainSettings next = this.chains.get(target);
		List<SeatSettings> there = (next != null) ? row(next) : List.of();
		return there.stream()
			.limit(1)
			.map(SeatSettings::modelId)
			.flatMap((to) -> row(chain).stream()
				.map(SeatSettings::modelId)
				.filter((from) -> !from.equals(to))
				.map((from) -> new Fallback(chain.name(), from, to, kind)));
	}

	private static Stream<Rung> toRungs(ChainSettings chain) {
		return chain.rungs()
			.stream()
			.flatMap((rung) -> rung.kinds().stream().map((kind) -> new Rung(chain.name(), kind, rung.name())));
	}

	/** The models that may be used, last resorts last. */
	private List<SeatSettings> row(ChainSettings chain) {
		return Stream.of(false, true).flatMap((last) -> row(chain, last)).toList();
	}

	private Stream<SeatSettings> row(ChainSettings chain, boolean lastResorts) {
		return chain.seats()
			.stream()
			.filter((seat) -> seat.enabled() && this.models.contains(seat.modelId()))
			.filter((seat) -> seat.lastResort() == lastResorts);
	}

	private static <T> List<T> few(Stream<T> turns) {
		List<T> found = turns.distinct().limit(MOST + 1L).toList();
		return (found.size() <= MOST) ? found : List.of();
	}

}
