package dev.understudy.micrometer;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.understudy.CallFellBack;
import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.ModelRouter;
import dev.understudy.Outcome;
import dev.understudy.Price;
import dev.understudy.Usage;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.RungCondition;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.TextRung;
import dev.understudy.routing.Understudy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Exact counts and lengths, tag by tag.
 */
class RouterMetersTests {

	private static final String CANARY = "canary-7391";

	private static final Model GPT = Model.of("gpt", "openai", "gpt-4.1");

	private static final Model CLAUDE = Model.of("claude", "anthropic", "claude-sonnet-4-5");

	private static final TextRung BUSY = new TextRung("busy", RungCondition.USUAL, TextConverter.PLAIN);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final RouterMeters meters = new RouterMeters(this.registry);

	@Test
	void timesASuccessfulAttempt() {
		this.meters.attempted("assistant", GPT, null, 1_000);
		this.meters.attempted("assistant", GPT, null, 3_000);
		Timer timer = this.registry.get("understudy.attempts")
			.tags("chain", "assistant", "model", "gpt", "provider", "openai", "result", "success")
			.timer();
		assertThat(timer.count()).isEqualTo(2);
		assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(4_000);
		assertThat(timer.max(TimeUnit.NANOSECONDS)).isEqualTo(3_000);
	}

	@Test
	void timesTheFirstContentOfAStream() {
		this.meters.firstContent("assistant", GPT, 1_000);
		this.meters.firstContent("assistant", GPT, 3_000);
		this.meters.firstContent("fast", CLAUDE, 5_000);
		assertThat(counts()).isEqualTo(Map.of("understudy.first.token{chain=assistant,model=gpt}", 2L,
				"understudy.first.token{chain=fast,model=claude}", 1L));
		assertThat(this.registry.get("understudy.first.token")
			.tag("chain", "assistant")
			.timer()
			.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(4_000);
	}

	@ParameterizedTest
	@EnumSource
	void timesAFailedAttemptByKind(FailureKind kind) {
		this.meters.attempted("assistant", GPT, Failure.of(kind, new IllegalStateException(CANARY)), 1_000);
		assertThat(counts()).isEqualTo(Map.of("understudy.attempts{chain=assistant,model=gpt,provider=openai,result="
				+ kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "}", 1L));
	}

	@Test
	void timesCallsByOutcomeAndWhoAnswered() {
		this.meters.called("assistant", Outcome.ANSWERED, GPT, 1_000);
		this.meters.called("assistant", Outcome.FELL_BACK, CLAUDE, 2_000);
		this.meters.called("assistant", Outcome.DEGRADED, null, 3_000);
		this.meters.called("assistant", Outcome.FAILED, null, 4_000);
		this.meters.called("fast", Outcome.FAILED, null, 5_000);
		assertThat(counts()).isEqualTo(Map.of("understudy.calls{chain=assistant,model=gpt,outcome=answered}", 1L,
				"understudy.calls{chain=assistant,model=claude,outcome=fell-back}", 1L,
				"understudy.calls{chain=assistant,model=none,outcome=degraded}", 1L,
				"understudy.calls{chain=assistant,model=none,outcome=failed}", 1L,
				"understudy.calls{chain=fast,model=none,outcome=failed}", 1L));
		assertThat(this.registry.get("understudy.calls")
			.tags("chain", "assistant", "outcome", "failed")
			.timer()
			.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(4_000);
	}

	@Test
	void namesAProviderThatNobodyNamed() {
		this.meters.attempted("assistant", Model.of("local", "", "llama3.2"), null, 1);
		assertThat(counts())
			.containsOnlyKeys("understudy.attempts{chain=assistant,model=local,provider=unknown,result=success}");
	}

	@Test
	void goesOnWithTheSameTimersAfterARefresh() {
		this.meters.attempted("assistant", GPT, null, 1);
		this.meters.called("assistant", Outcome.ANSWERED, GPT, 1);
		Model renewed = new Model(copy("gpt"), copy("openai"), "gpt-5", Collections.emptySet(), 7, new Price(1, 2));
		this.meters.attempted(copy("assistant"), renewed, null, 1);
		this.meters.called(copy("assistant"), Outcome.ANSWERED, renewed, 1);
		assertThat(counts())
			.isEqualTo(Map.of("understudy.attempts{chain=assistant,model=gpt,provider=openai,result=success}", 2L,
					"understudy.calls{chain=assistant,model=gpt,outcome=answered}", 2L));
	}

	@Test
	void tellsAttemptsOfAModelThatMovedToAnotherProviderApart() {
		this.meters.attempted("assistant", GPT, null, 1);
		this.meters.called("assistant", Outcome.ANSWERED, GPT, 1);
		Model moved = Model.of("gpt", "azure", "gpt-4.1");
		this.meters.attempted("assistant", moved, null, 1);
		this.meters.called("assistant", Outcome.ANSWERED, moved, 1);
		assertThat(counts())
			.isEqualTo(Map.of("understudy.attempts{chain=assistant,model=gpt,provider=openai,result=success}", 1L,
					"understudy.attempts{chain=assistant,model=gpt,provider=azure,result=success}", 1L,
					"understudy.calls{chain=assistant,model=gpt,outcome=answered}", 2L));
	}

	@Test
	void likelyTimersExistWithZeroBeforeTheFirstCall() {
		this.meters.prepare(new Repertoire(List.of(ModelSettings.of(GPT), ModelSettings.of(CLAUDE)),
				List.of(ChainSettings.of("assistant", "gpt", "claude"), ChainSettings.of("alone", "claude"))));
		assertThat(counts()).containsOnlyKeys(
				"understudy.attempts{chain=assistant,model=gpt,provider=openai,result=success}",
				"understudy.attempts{chain=assistant,model=claude,provider=anthropic,result=success}",
				"understudy.attempts{chain=alone,model=claude,provider=anthropic,result=success}",
				"understudy.calls{chain=assistant,model=gpt,outcome=answered}",
				"understudy.calls{chain=assistant,model=gpt,outcome=fell-back}",
				"understudy.calls{chain=assistant,model=claude,outcome=answered}",
				"understudy.calls{chain=assistant,model=claude,outcome=fell-back}",
				"understudy.calls{chain=assistant,model=none,outcome=degraded}",
				"understudy.calls{chain=assistant,model=none,outcome=failed}",
				"understudy.calls{chain=alone,model=claude,outcome=answered}",
				"understudy.calls{chain=alone,model=none,outcome=degraded}",
				"understudy.calls{chain=alone,model=none,outcome=failed}",
				"understudy.first.token{chain=assistant,model=gpt}",
				"understudy.first.token{chain=assistant,model=claude}",
				"understudy.first.token{chain=alone,model=claude}");
		assertThat(counts().values()).containsOnly(0L);
	}

	@Test
	void turnsExistWithZeroBeforeTheFirstCallAndStayWhatTheyAre() {
		Repertoire repertoire = new Repertoire(List.of(ModelSettings.of(GPT), ModelSettings.of(CLAUDE)),
				List.of(ChainSettings.of("assistant", "gpt", "claude").withRungs(List.of(BUSY))));
		this.meters.prepare(repertoire);
		assertThat(counted("understudy.fallbacks")).hasSize(11)
			.containsEntry("understudy.fallbacks{chain=assistant,from=gpt,kind=rate-limit,to=claude}", 0.0);
		assertThat(counted("understudy.degradations")).hasSize(12)
			.containsEntry("understudy.degradations{chain=assistant,kind=rate-limit,rung=text}", 0.0);
		this.meters.fellBack(new CallFellBack("assistant", "gpt", "claude", FailureKind.TIMEOUT, Instant.EPOCH));
		int meters = this.registry.getMeters().size();
		this.meters.prepare(repertoire);
		assertThat(this.registry.getMeters()).hasSize(meters);
		assertThat(counted("understudy.fallbacks").values().stream().mapToDouble(Double::doubleValue).sum()).isOne();
	}

	@Test
	void countsTurnsOfARealEngineExactly() {
		try (Understudy understudy = engine("gpt", "claude")) {
			ModelRouter router = understudy.router();
			router.call("assistant", (model) -> answer(model, "gpt"));
			router.call("assistant", (model) -> answer(model, "gpt"));
			for (int i = 0; i < 3; i++) {
				String answer = router.chain("assistant")
					.answers(String.class)
					.call((model) -> answer(model, "gpt", "claude"));
				assertThat(answer).isEqualTo("busy");
			}
		}
		assertThat(counted("understudy.fallbacks"))
			.isEqualTo(Map.of("understudy.fallbacks{chain=assistant,from=gpt,kind=unknown,to=claude}", 5.0));
		assertThat(counted("understudy.degradations"))
			.isEqualTo(Map.of("understudy.degradations{chain=assistant,kind=unknown,rung=text}", 3.0));
	}

	@Test
	void countsTokensAndCostAtThePriceOfTheTime() {
		this.meters.used(priced(2, 8), new Usage(1_000_000, 500_000));
		this.meters.used(priced(4, 0), new Usage(500_000, 1));
		this.meters.used(CLAUDE, new Usage(3, 4));
		assertThat(counted("understudy.tokens")).isEqualTo(Map.of("understudy.tokens{direction=input,model=gpt}",
				1_500_000.0, "understudy.tokens{direction=output,model=gpt}", 500_001.0,
				"understudy.tokens{direction=input,model=claude}", 3.0,
				"understudy.tokens{direction=output,model=claude}", 4.0));
		assertThat(counted("understudy.cost"))
			.isEqualTo(Map.of("understudy.cost{model=gpt}", 8.0, "understudy.cost{model=claude}", 0.0));
	}

	@Test
	void tokensAndCostExistWithZeroBeforeTheFirstCall() {
		this.meters.prepare(new Repertoire(List.of(ModelSettings.of(GPT)), List.of()));
		assertThat(counted("understudy.")).isEqualTo(Map.of("understudy.tokens{direction=input,model=gpt}", 0.0,
				"understudy.tokens{direction=output,model=gpt}", 0.0, "understudy.cost{model=gpt}", 0.0));
	}

	@Test
	void countsCallsOfARealEngineExactly() {
		try (Understudy understudy = engine("gpt", "claude")) {
			ModelRouter router = understudy.router();
			for (int i = 0; i < 3; i++) {
				router.call("assistant", Model::id);
			}
			for (int i = 0; i < 2; i++) {
				router.call("assistant", (model) -> answer(model, "gpt"));
			}
			assertThatExceptionOfType(ChainExhaustedException.class)
				.isThrownBy(() -> router.call("assistant", (model) -> answer(model, "gpt", "claude")));
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> router.call("assistant", (m) -> {
				throw new IllegalArgumentException(CANARY);
			}));
			router.models("claude").call((model) -> CANARY);
		}
		assertThat(counts()).isEqualTo(
				new TreeMap<>(Map.of("understudy.attempts{chain=assistant,model=gpt,provider=openai,result=success}",
						3L, "understudy.attempts{chain=assistant,model=gpt,provider=openai,result=unknown}", 3L,
						"understudy.attempts{chain=assistant,model=gpt,provider=openai,result=bad-request}", 1L,
						"understudy.attempts{chain=assistant,model=claude,provider=anthropic,result=success}", 2L,
						"understudy.attempts{chain=assistant,model=claude,provider=anthropic,result=unknown}", 1L,
						"understudy.attempts{chain=ad-hoc,model=claude,provider=anthropic,result=success}", 1L,
						"understudy.calls{chain=assistant,model=gpt,outcome=answered}", 3L,
						"understudy.calls{chain=assistant,model=claude,outcome=fell-back}", 2L,
						"understudy.calls{chain=assistant,model=none,outcome=failed}", 2L,
						"understudy.calls{chain=ad-hoc,model=claude,outcome=answered}", 1L)));
		assertThat(this.registry.getMeters()).extracting(Meter::getId)
			.noneMatch((id) -> id.toString().contains(CANARY) || String.valueOf(id.getDescription()).contains(CANARY));
	}

	@Test
	void tenThousandAdHocChainsShareTheirMeters() {
		String[] ids = { "m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7" };
		try (Understudy understudy = engine(ids)) {
			for (int i = 0; i < 10_000; i++) {
				Collections.rotate(Arrays.asList(ids), 1 + i % 3);
				understudy.router().models(Arrays.copyOf(ids, 1 + i % ids.length)).key(i).call((model) -> CANARY);
			}
		}
		assertThat(this.registry.getMeters().stream().map((meter) -> meter.getId().getTag("chain"))).hasSizeLessThan(40)
			.containsOnly(Repertoire.AD_HOC);
		assertThat(counts().entrySet()
			.stream()
			.filter((count) -> count.getKey().startsWith("understudy.calls"))
			.mapToLong(Map.Entry::getValue)
			.sum()).isEqualTo(10_000);
	}

	@Test
	void staysQuickAndSilentWhereAFilterDeniesTheMeters() {
		this.registry.config().meterFilter(MeterFilter.denyNameStartsWith("understudy"));
		this.meters.attempted("assistant", GPT, null, 1);
		this.meters.called("assistant", Outcome.ANSWERED, GPT, 1);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	private Understudy engine(String... ids) {
		List<ModelSettings> models = Arrays.stream(ids)
			.map((id) -> ModelSettings.of(List.of(GPT, CLAUDE)
				.stream()
				.filter((model) -> model.id().equals(id))
				.findFirst()
				.orElseGet(() -> Model.of(id, "x", id))))
			.toList();
		List<SeatSettings> seats = Arrays.stream(ids).map(RouterMetersTests::seat).toList();
		return Understudy.builder()
			.repertoire(new Repertoire(models, List.of(ChainSettings.of("assistant", seats).withRungs(List.of(BUSY))),
					(wanted) -> ChainSettings.of("of " + wanted,
							wanted.stream().map(RouterMetersTests::seat).toList())))
			.listener(this.meters)
			.build();
	}

	private static SeatSettings seat(String id) {
		return SeatSettings.of(id).withTimeout(Duration.ZERO).withRetry(RetryPolicy.NONE);
	}

	private static String answer(Model model, String... broken) {
		if (Arrays.asList(broken).contains(model.id())) {
			throw new IllegalStateException(CANARY);
		}
		return CANARY;
	}

	private static String copy(String text) {
		return new String(text.toCharArray());
	}

	private static Model priced(double input, double output) {
		return new Model("gpt", "openai", "gpt-4.1", Set.of(), 0, new Price(input, output));
	}

	private Map<String, Long> counts() {
		Map<String, Long> counts = new TreeMap<>();
		this.registry.getMeters().forEach((meter) -> {
			if (meter instanceof Timer timer) {
				counts.put(named(meter), timer.count());
			}
		});
		return counts;
	}

	private Map<String, Double> counted(String prefix) {
		Map<String, Double> counts = new TreeMap<>();
		this.registry.getMeters().forEach((meter) -> {
			if (meter instanceof Counter counter && meter.getId().getName().startsWith(prefix)) {
				counts.put(named(meter), counter.count());
			}
		});
		return counts;
	}

	private static String named(Meter meter) {
		return meter.getId()
			.getTags()
			.stream()
			.map((tag) -> tag.getKey() + "=" + tag.getValue())
			.sorted()
			.collect(Collectors.joining(",", meter.getId().getName() + "{", "}"));
	}

}
