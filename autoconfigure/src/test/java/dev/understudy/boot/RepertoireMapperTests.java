package dev.understudy.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.understudy.Price;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.health.HealthRules;
import dev.understudy.health.MaintenanceWindows.Opening;
import dev.understudy.limit.Limit;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.LastGoodRung;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.StreamSettings;
import dev.understudy.routing.TextRung;
import dev.understudy.routing.WhenUnavailable;
import dev.understudy.selection.SelectionStrategy;
import dev.understudy.selection.Strategies;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepertoireMapperTests {

	@Test
	void mapsTheWholeExampleOfTheDesign() {
		Settings settings = Settings.of(Settings.complete());
		Repertoire repertoire = settings.repertoire();
		assertThat(repertoire.models()).extracting((model) -> model.model().id())
			.containsExactly("gpt", "claude", "local", "gemini");
		assertThat(repertoire.chains()).extracting(ChainSettings::name)
			.containsExactly("assistant", "long-texts", "fast");
		assertThat(settings.properties().effectiveDefaultChain()).contains("assistant");
		ModelSettings gpt = settings.model("gpt");
		assertThat(gpt.model().provider()).isEqualTo("openai");
		assertThat(gpt.model().name()).isEqualTo("gpt-4.1");
		assertThat(gpt.model().capabilities()).containsExactlyInAnyOrder("tools", "vision");
		assertThat(gpt.model().contextWindow()).isEqualTo(1047576);
		assertThat(gpt.model().price()).isEqualTo(new Price(2, 8));
		assertThat(gpt.enabled()).isTrue();
		assertThat(gpt.health()).isEqualTo(HealthRules.DEFAULT);
		ChainSettings assistant = settings.chain("assistant");
		assertThat(assistant.seats()).containsExactly(SeatSettings.of("gpt"),
				SeatSettings.of("claude").withTimeout(Duration.ofSeconds(25)).withWeight(30),
				SeatSettings.of("local").withLastResort(true));
		assertThat(assistant.reroutes()).isEqualTo(Map.of(FailureKind.CONTEXT_LENGTH, "long-texts"));
		assertThat(assistant.rungs()).extracting(Object::getClass)
			.isEqualTo(List.of(LastGoodRung.class, TextRung.class, TextRung.class, TextRung.class));
		assertThat(assistant).usingRecursiveComparison()
			.ignoringFields("name", "seats", "reroutes", "rungs")
			.isEqualTo(ChainSettings.of("default", "gpt"));
		assertThat(settings.chain("fast").strategy()).isSameAs(Strategies.WEIGHTED);
	}

	@Test
	void readsLimitsAndMaintenanceOfTheExample() {
		ModelProperties gpt = Settings.of(Settings.complete()).properties().models().get("gpt");
		assertThat(gpt.limits()).isEqualTo(new ModelProperties.Limits(new ModelProperties.Limit(10000.0, "1d"),
				new ModelProperties.Limit(5000000.0, "1d"), new ModelProperties.Limit(20.0, "1d")));
		assertThat(gpt.maintenance())
			.containsExactly(new ModelProperties.Maintenance("0 0 2 * * SUN", Duration.ofHours(1), "UTC"));
		assertThat(gpt.client()).isEqualTo("openAiChatModel");
	}

	@Test
	void mapsLimitsAndMaintenanceOfTheExample() {
		Settings settings = Settings.of(Settings.complete());
		Period day = Period.of(Duration.ofDays(1));
		assertThat(settings.model("gpt").limits())
			.isEqualTo(Limits.of(Limit.requests(10_000, day), Limit.tokens(5_000_000, day), Limit.budget(20, day)));
		Instant sunday = Instant.parse("2026-11-22T02:00:00Z");
		assertThat(Objects.requireNonNull(settings.model("gpt").maintenance()).openAtOrAfter(sunday))
			.contains(new Opening(sunday, sunday.plusSeconds(3600)));
		assertThat(settings.model("claude").limits()).isEqualTo(Limits.NONE);
		assertThat(settings.model("claude").maintenance()).isNull();
	}

	@Test
	void mapsWeeksAndMonths() {
		Settings settings = Settings.of("""
				understudy:
				  models:
				    a:
				      limits: {requests: {max: 5, per: week}, budget: {max: 0.1, per: month}}
				""");
		assertThat(settings.model("a").limits())
			.isEqualTo(Limits.of(Limit.requests(5, Period.WEEK), Limit.budget(0.1, Period.MONTH)));
	}

	@Test
	void readsModelsOfAChainInEveryForm() {
		Settings settings = Settings.of("""
				understudy:
				  models: {a: {provider: x}, b: {provider: x}, c: {provider: x}}
				  chains:
				    short: {models: [a, b]}
				    text: {models: "a, b"}
				    mixed: {models: [a, {model: b, enabled: false}, c]}
				""");
		assertThat(settings.chain("short").seats()).containsExactly(SeatSettings.of("a"), SeatSettings.of("b"));
		assertThat(settings.chain("text").seats()).isEqualTo(settings.chain("short").seats());
		assertThat(settings.chain("mixed").seats()).containsExactly(SeatSettings.of("a"),
				SeatSettings.of("b").withEnabled(false), SeatSettings.of("c"));
	}

	@Test
	void laysEntryOverChainOverDefaults() {
		Settings settings = Settings.of("""
				understudy:
				  models: {a: {provider: x}, b: {provider: x}}
				  defaults:
				    timeout: 11s
				    deadline: 12s
				    when-unavailable: wait
				    fallback-on: [timeout]
				    retry: {max-attempts: 4, backoff: 1s, when: [timeout]}
				    stream: {idle-timeout: 3s, commit: complete}
				  chains:
				    chain:
				      models: [a, {model: b, timeout: 0, retry: {max-attempts: 1}, fallback-on: [unknown]}]
				      timeout: 10s
				      retry: {backoff: 2s, when: [unknown]}
				      stream: {first-token-timeout: 0}
				    other: {models: [a]}
				""");
		RetryPolicy base = RetryPolicy.DEFAULT;
		ChainSettings chain = settings.chain("chain");
		SeatSettings a = chain.seats().get(0);
		SeatSettings b = chain.seats().get(1);
		assertThat(a.timeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(a.retry()).isEqualTo(new RetryPolicy(4, Duration.ofSeconds(2), base.multiplier(), base.maxBackoff(),
				base.jitter(), base.maxWait()));
		assertThat(a.failures())
			.isEqualTo(new FailurePolicy(Set.of(FailureKind.TIMEOUT), Set.of(FailureKind.UNKNOWN), Map.of()));
		assertThat(b.timeout()).isZero();
		assertThat(b.retry()).isEqualTo(new RetryPolicy(1, Duration.ofSeconds(2), base.multiplier(), base.maxBackoff(),
				base.jitter(), base.maxWait()));
		assertThat(b.failures().fallbackOn()).containsExactly(FailureKind.UNKNOWN);
		assertThat(b.failures().retryOn()).containsExactly(FailureKind.UNKNOWN);
		assertThat(chain.deadline()).isEqualTo(Duration.ofSeconds(12));
		assertThat(chain.whenUnavailable()).isEqualTo(WhenUnavailable.WAIT);
		assertThat(chain.streams())
			.isEqualTo(new StreamSettings(Duration.ZERO, Duration.ofSeconds(3), StreamSettings.Commit.COMPLETE));
		assertThat(settings.chain("other").seats().get(0).timeout()).isEqualTo(Duration.ofSeconds(11));
	}

	@Test
	void givesChainsMadeUpForOneRequestTheDefaults() {
		ChainSettings adHoc = Settings.of("understudy: {defaults: {strategy: fastest, deadline: 5s}}")
			.repertoire()
			.adHoc()
			.apply(List.of("a", "b"));
		assertThat(adHoc.name()).isEqualTo(Repertoire.AD_HOC);
		assertThat(adHoc.strategy()).isSameAs(Strategies.FASTEST);
		assertThat(adHoc.deadline()).isEqualTo(Duration.ofSeconds(5));
		assertThat(adHoc.seats()).extracting(SeatSettings::modelId).containsExactly("a", "b");
	}

	@Test
	void laysHealthOfAModelOverHealthOfAllKeyByKey() {
		Settings settings = Settings.of("""
				understudy:
				  models:
				    a: {health: {window: 1m, slow-call: {rate: 0.5}, cooldown: 2m, score: {latency-weight: 1}}}
				    b: {health: {}}
				  health: {window: 5m, minimum-calls: 9, slow-call: {longer-than: 4s}, auth-failed-for: 1h}
				""");
		HealthRules a = settings.model("a").health();
		HealthRules b = settings.model("b").health();
		assertThat(a.failure().window()).isEqualTo(Duration.ofMinutes(1));
		assertThat(b.failure().window()).isEqualTo(Duration.ofMinutes(5));
		assertThat(List.of(a.failure().minimumCalls(), b.failure().minimumCalls())).containsOnly(9);
		assertThat(a.failure().slowerThan()).isEqualTo(Duration.ofSeconds(4));
		assertThat(a.failure().slowRate()).isEqualTo(0.5);
		assertThat(b.failure().slowRate()).isEqualTo(0.8);
		assertThat(a.cooldown().first()).isEqualTo(Duration.ofMinutes(2));
		assertThat(a.score().latencyWeight()).isEqualTo(1);
		assertThat(a.score().reliabilityWeight()).isEqualTo(0.4);
		assertThat(a.standby().authFailed()).isEqualTo(Duration.ofHours(1));
		assertThat(a.trial()).isEqualTo(HealthRules.DEFAULT.trial());
	}

	@Test
	void adaptsWeightsWhereAsked() {
		Settings settings = Settings.of("""
				understudy:
				  models: {a: {provider: x}}
				  chains:
				    plain: {models: [a], strategy: weighted}
				    adaptive: {models: [a], strategy: weighted, adaptive: true}
				""");
		assertThat(settings.chain("plain").strategy()).isSameAs(Strategies.WEIGHTED);
		assertThat(settings.chain("adaptive").strategy()).isSameAs(Strategies.ADAPTIVE);
		assertThat(settings.chain("adaptive").strategyName()).isEqualTo("weighted");
	}

	@Test
	void takesABeanForAStrategy() {
		Settings settings = Settings.of("""
				understudy:
				  models: {a: {provider: x}}
				  chains: {mine: {models: [a], strategy: byMoon}}
				""");
		SelectionStrategy byMoon = (candidates) -> SelectionStrategy.NOBODY;
		settings.beans().registerSingleton("byMoon", byMoon);
		assertThat(settings.chain("mine").strategy()).isSameAs(byMoon);
		assertThat(settings.chain("mine").strategyName()).isEqualTo("byMoon");
	}

	@Test
	void namesAModelByItsIdWhenNothingElseIsKnown() {
		ModelSettings model = Settings
			.of("understudy: {models: {llama: {provider: ollama, max-concurrent: 3, " + "enabled: false}}}")
			.model("llama");
		assertThat(model.model().name()).isEqualTo("llama");
		assertThat(model.model().price()).isSameAs(Price.UNKNOWN);
		assertThat(model.maxConcurrent()).isEqualTo(3);
		assertThat(model.enabled()).isFalse();
	}

	@Test
	void knowsADefaultChainWhereThereIsOnlyOne() {
		assertThat(Settings.of("understudy: {chains: {only: {models: [a]}}}").properties().effectiveDefaultChain())
			.contains("only");
		assertThat(Settings.of("understudy: {chains: {a: {models: [a]}, b: {models: [a]}}}")
			.properties()
			.effectiveDefaultChain()).isEmpty();
	}

}
