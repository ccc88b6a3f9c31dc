package dev.understudy.micrometer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.understudy.Model;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.health.Ticker;
import dev.understudy.micrometer.TurnCounters.Fallback;
import dev.understudy.micrometer.TurnCounters.Rung;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.LastGoodRung;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.RungCondition;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.TextRung;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which turns are counted from zero, and when there are too many of them.
 */
class LikelyTurnsTests {

	private static final FailurePolicy FEW = FailurePolicy.DEFAULT
		.withFallbackOn(EnumSet.of(FailureKind.TIMEOUT, FailureKind.UNKNOWN));

	@Test
	void leadFromEachModelToTheNextForEachKindThatFallsBack() {
		LikelyTurns turns = turns(List.of(chain("assistant", seat("a"), seat("b"), seat("c"))), "a", "b", "c");
		assertThat(turns.fallbacks()).containsExactlyInAnyOrder(
				new Fallback("assistant", "a", "b", FailureKind.TIMEOUT),
				new Fallback("assistant", "a", "b", FailureKind.UNKNOWN),
				new Fallback("assistant", "b", "c", FailureKind.TIMEOUT),
				new Fallback("assistant", "b", "c", FailureKind.UNKNOWN));
		assertThat(turns.rungs()).isEmpty();
	}

	@Test
	void passLastResortsOverUntilTheEndAndWhatIsDisabledAltogether() {
		LikelyTurns turns = new LikelyTurns(
				new Repertoire(List.of(model("a"), model("b"), model("c").withEnabled(false), model("d"), model("e")),
						List.of(chain("assistant", seat("a").withLastResort(true), seat("b"), seat("c"),
								seat("d").withEnabled(false), seat("e")))));
		assertThat(turns.fallbacks()).extracting((turn) -> turn.from() + turn.to()).containsOnly("be", "ea");
	}

	@Test
	void leadToTheChainThatGoesOn() {
		LikelyTurns turns = turns(
				List.of(chain("short", seat("a"), seat("b")).withReroutes(Map.of(FailureKind.TIMEOUT, "long")),
						chain("long", seat("b"))),
				"a", "b");
		assertThat(turns.fallbacks()).containsExactlyInAnyOrder(new Fallback("short", "a", "b", FailureKind.UNKNOWN),
				new Fallback("short", "a", "b", FailureKind.TIMEOUT));
	}

	@Test
	void leadToTheRungsOfTheChainForTheKindsTheyAnswer() {
		RungCondition limits = new RungCondition(Set.of(FailureKind.RATE_LIMIT, FailureKind.BAD_REQUEST), null);
		LikelyTurns turns = turns(List.of(chain("assistant", seat("a")).withRungs(
				List.of(new LastGoodRung(Duration.ofHours(1), limits, LastGoodAnswers.inMemory(1), Ticker.system()),
						new TextRung("busy", limits, TextConverter.PLAIN), TextRung.of("sorry")))),
				"a");
		assertThat(turns.rungs()).hasSize(2 + 13)
			.contains(new Rung("assistant", FailureKind.RATE_LIMIT, "last-good"),
					new Rung("assistant", FailureKind.BAD_REQUEST, "text"),
					new Rung("assistant", FailureKind.UNKNOWN, "text"))
			.doesNotContain(new Rung("assistant", FailureKind.CANCELLED, "text"));
	}

	@Test
	void areNoneWhenTheyWouldBeTooMany() {
		assertThat(turnsOfChains(LikelyTurns.MOST / 2).fallbacks()).hasSize(LikelyTurns.MOST);
		assertThat(turnsOfChains(LikelyTurns.MOST / 2 + 1).fallbacks()).isEmpty();
	}

	private static LikelyTurns turnsOfChains(int count) {
		List<ChainSettings> chains = new ArrayList<>();
		IntStream.range(0, count).forEach((i) -> chains.add(chain("c" + i, seat("a"), seat("b"))));
		return turns(chains, "a", "b");
	}

	private static LikelyTurns turns(List<ChainSettings> chains, String... ids) {
		return new LikelyTurns(new Repertoire(Arrays.stream(ids).map(LikelyTurnsTests::model).toList(), chains));
	}

	private static ModelSettings model(String id) {
		return ModelSettings.of(Model.of(id, "x", id));
	}

	private static ChainSettings chain(String name, SeatSettings... seats) {
		return ChainSettings.of(name, List.of(seats));
	}

	private static SeatSettings seat(String id) {
		return SeatSettings.of(id).withFailures(FEW);
	}

}
