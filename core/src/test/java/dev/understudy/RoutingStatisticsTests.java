package dev.understudy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What is counted and told of calls and models.
 */
class RoutingStatisticsTests {

	@Test
	void ratesAreSharesOfAllCalls() {
		RoutingStatistics.OfChain chain = new RoutingStatistics.OfChain(5, 2, 2, 1, Map.of());
		assertThat(chain.calls()).isEqualTo(10);
		assertThat(chain.primarySuccessRate()).isEqualTo(0.5);
		assertThat(chain.fallbackRate()).isEqualTo(0.2);
	}

	@Test
	void withoutCallsAllIsWell() {
		RoutingStatistics.OfChain chain = new RoutingStatistics.OfChain(0, 0, 0, 0, Map.of());
		assertThat(chain.primarySuccessRate()).isEqualTo(1);
		assertThat(chain.fallbackRate()).isZero();
	}

	@Test
	void countsKeepTheirOrderAndAreCopied() {
		Map<FailureKind, Long> failures = new LinkedHashMap<>(Map.of(FailureKind.TIMEOUT, 1L));
		RoutingStatistics.OfModel model = new RoutingStatistics.OfModel(2, 1, failures, 0, 0, Duration.ZERO);
		failures.clear();
		assertThat(model.failures()).containsEntry(FailureKind.TIMEOUT, 1L);
		Map<String, RoutingStatistics.OfModel> models = new LinkedHashMap<>();
		models.put("gpt", model);
		models.put("claude", model);
		RoutingStatistics.OfChain chain = new RoutingStatistics.OfChain(1, 0, 0, 0, models);
		RoutingStatistics statistics = new RoutingStatistics(Map.of("fast", chain));
		assertThat(statistics.chains().get("fast").models().keySet()).containsExactly("gpt", "claude");
	}

	@Test
	void healthyShareIsThatOfActiveModels() {
		assertThat(new HealthSummary(4, 1, 1, 2, null).healthyShare()).isEqualTo(0.25);
		assertThat(new HealthSummary(0, 0, 0, 0, null).healthyShare()).isEqualTo(1);
	}

	@Test
	void probeReachedTheModelOnlyWhenItSaysSo() {
		for (ProbeResult.Verdict verdict : ProbeResult.Verdict.values()) {
			assertThat(new ProbeResult("gpt", verdict, Instant.EPOCH, Duration.ZERO, null).reachable())
				.isEqualTo(verdict == ProbeResult.Verdict.REACHABLE);
		}
	}

	@Test
	void explanationKeepsItsOrder() {
		Model gpt = Model.of("gpt", "openai", "gpt-4.1");
		ChainExplanation explanation = new ChainExplanation("fast", "priority", List.of(gpt),
				Map.of("claude", Set.of("MANUAL")), Set.of());
		assertThat(explanation.order()).containsExactly(gpt);
		assertThat(explanation.skipped()).containsOnlyKeys("claude");
	}

	@Test
	void listenerHearsWithoutDoingAnything() {
		RouterListener listener = new RouterListener() {
		};
		Model gpt = Model.of("gpt", "openai", "gpt-4.1");
		Instant now = Instant.EPOCH;
		assertThatCode(() -> {
			listener.attempted("fast", gpt, null, 1);
			listener.called("fast", Outcome.ANSWERED, gpt, 1);
			listener.used(gpt, new Usage(1, 1));
			listener.fellBack(new CallFellBack("fast", "gpt", "claude", FailureKind.TIMEOUT, now));
			listener.degraded(new CallDegraded("fast", FailureKind.TIMEOUT, "text", now));
			listener.exhausted(new ChainExhausted("fast", FailureKind.TIMEOUT, now, null));
			listener.stoodDown(new ModelStoodDown("gpt", StandbyReason.MANUAL, now, null));
			listener.recovered(new ModelRecovered("gpt", now));
			listener.limitNearlyReached(new LimitNearlyReached("gpt", StandbyReason.TOKEN_LIMIT, now, now));
		}).doesNotThrowAnyException();
	}

}
