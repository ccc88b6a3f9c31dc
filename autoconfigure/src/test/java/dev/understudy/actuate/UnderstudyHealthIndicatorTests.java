package dev.understudy.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import dev.understudy.ChainExhaustedException;
import dev.understudy.ChainExplanation;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelState;
import dev.understudy.health.FailureRules;
import dev.understudy.health.HealthRules;
import dev.understudy.health.TrialRules;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;
import dev.understudy.routing.WhenUnavailable;
import dev.understudy.selection.Strategies;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static dev.understudy.redis.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UnderstudyHealthIndicatorTests {

	private final StageClock clock = new StageClock();

	@Test
	void isUpWithoutChains() {
		assertThat(health(engine(List.of(), List.of())).getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void isUpWhileEachChainHasAModelAndDownWhenOneHasNone() {
		Understudy engine = engine(models("gpt", "claude"),
				List.of(ChainSettings.of("both", "gpt", "claude"), ChainSettings.of("lone", "gpt")));
		assertThat(health(engine).getStatus()).isEqualTo(Status.UP);
		engine.registry().disable("claude", null, "a note");
		assertThat(health(engine).getStatus()).isEqualTo(Status.UP);
		engine.registry().disable("gpt", Duration.ofMinutes(1), "a note");
		Health health = health(engine);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).extractingByKey("totals")
			.isEqualTo(Map.of("chains", 2, "chainsDown", 2L, "chainsNotShown", 0, "models", 2, "modelsOnStandby", 2L,
					"modelsInTrial", 0L));
		assertThat(chain(health, "lone")).isEqualTo(Map.of("usable", List.of(), "out", Map.of("gpt", List
			.of(Map.of("reason", "MANUAL", "since", "2026-11-02T09:00:00Z", "until", "2026-11-02T09:01:00Z")))));
		assertThat(health.toString()).doesNotContain("a note");
		this.clock.pass(Duration.ofMinutes(1));
		assertThat(health(engine).getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void aLastResortOnStandbyCountsUnlessSomebodyTookItOut() {
		Understudy engine = engine(models("gpt", "local"), List.of(ChainSettings.of("chain",
				List.of(SeatSettings.of("gpt"), SeatSettings.of("local").withLastResort(true)))));
		breakDown(engine, "chain");
		assertThat(engine.registry().statuses()).allMatch((status) -> status.state() == ModelState.STANDBY);
		Health health = health(engine);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(chain(health, "chain").get("usable")).isEqualTo(List.of("local"));
		assertThat(((Map<?, ?>) chain(health, "chain").get("out")).keySet()).hasSize(2);
		engine.registry().disable("local", null, "");
		assertThat(health(engine).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void aChainThatTriesAnywayIsUpAndOneThatWaitsIsDown() {
		ChainSettings chain = ChainSettings.of("chain", "gpt");
		Understudy anyway = engine(models("gpt"), List.of(chain.withWhenUnavailable(WhenUnavailable.TRY_ANYWAY)));
		breakDown(anyway, "chain");
		assertThat(health(anyway).getStatus()).isEqualTo(Status.UP);
		Understudy waiting = engine(models("gpt"), List.of(chain));
		breakDown(waiting, "chain");
		waiting.perform(new Repertoire(waiting.repertoire().models(),
				List.of(chain.withWhenUnavailable(WhenUnavailable.WAIT))));
		assertThat(health(waiting).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void aModelThatIsDisabledIsOut() {
		Understudy engine = engine(List.of(ModelSettings.of(Model.of("gpt", "x", "gpt")).withEnabled(false)),
				List.of(ChainSettings.of("chain", "gpt")));
		Health health = health(engine);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(chain(health, "chain").get("out")).isEqualTo(Map.of("gpt", List.of(Map.of("reason", "DISABLED"))));
	}

	@Test
	void loadIsNoOutage() {
		Understudy engine = engine(List.of(ModelSettings.of(Model.of("gpt", "x", "gpt")).withMaxConcurrent(1)),
				List.of(ChainSettings.of("chain", "gpt")));
		Health during = engine.router().call("chain", (model) -> health(engine));
		assertThat(during.getStatus()).isEqualTo(Status.UP);
		assertThat(chain(during, "chain")).isEqualTo(Map.of("usable", List.of("gpt"), "out", Map.of()));
	}

	@Test
	void aModelWhoseClientsDoNotReturnIsOut() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch held = new CountDownLatch(1);
		SeatSettings seat = SeatSettings.of("gpt").withTimeout(Duration.ofMillis(20));
		try (Understudy engine = Understudy.builder()
			.repertoire(new Repertoire(List.of(ModelSettings.of(Model.of("gpt", "x", "gpt")).withMaxConcurrent(1)),
					List.of(ChainSettings.of("chain", List.of(seat)))))
			.build()) {
			// An attempt whose thread comes too late for its timeout does not reach the
			// client.
			while (entered.getCount() > 0) {
				assertThatThrownBy(() -> engine.router().call("chain", (model) -> {
					entered.countDown();
					stubbornly(held);
					return "";
				})).isInstanceOf(ChainExhaustedException.class);
			}
			Health during = health(engine);
			assertThat(during.getStatus()).isEqualTo(Status.DOWN);
			assertThat(chain(during, "chain").get("out"))
				.isEqualTo(Map.of("gpt", List.of(Map.of("reason", "CONCURRENCY"))));
			held.countDown();
			eventually("it is usable again", Duration.ofSeconds(30),
					() -> !health(engine).getStatus().equals(Status.DOWN));
		}
	}

	/** The statuses are read apart, and may know less or more. */
	@Test
	void judgesByTheExplanationAlone() {
		ChainExplanation explanation = new ChainExplanation("chain", "priority", List.of(),
				Map.of("gpt", Set.of("RATE_LIMITED")), Set.of());
		ChainHealth health = ChainHealth.of(explanation, Map.of());
		assertThat(health.down()).isTrue();
		assertThat(health.details(Map.of()).get("out"))
			.isEqualTo(Map.of("gpt", List.of(Map.of("reason", "RATE_LIMITED"))));
	}

	@Test
	void aModelInTrialCountsAndKeepsItsPlacesForCalls() {
		Understudy engine = engine(models("gpt"), List.of(ChainSettings.of("chain", "gpt")));
		breakDown(engine, "chain");
		this.clock.pass(Duration.ofMinutes(2));
		assertThat(engine.registry().status("gpt").state()).isEqualTo(ModelState.TRIAL);
		long requests = engine.registry().status("gpt").requestsUsed();
		for (int i = 0; i < 10; i++) {
			assertThat(health(engine).getStatus()).isEqualTo(Status.UP);
		}
		assertThat(engine.registry().status("gpt").requestsUsed()).isEqualTo(requests);
		Health during = engine.router().call("chain", (model) -> health(engine));
		assertThat(during.getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void takesNoTurn() {
		Understudy engine = engine(models("gpt", "claude"), List
			.of(ChainSettings.of("chain", "gpt", "claude").withStrategy("round-robin", Strategies.ROUND_ROBIN)));
		String first = engine.router().call("chain", Model::id);
		health(engine);
		assertThat(engine.router().<String>call("chain", Model::id)).isNotEqualTo(first);
	}

	@Test
	void staysSmallHoweverManyChainsThereAre() {
		List<ModelSettings> models = new ArrayList<>();
		List<ChainSettings> chains = new ArrayList<>();
		for (int chain = 0; chain < 1000; chain++) {
			List<String> ids = new ArrayList<>();
			for (int model = 0; model < 10; model++) {
				String id = "model-" + chain + "-" + model;
				models.add(ModelSettings.of(Model.of(id, "x", id)));
				ids.add(id);
			}
			chains.add(ChainSettings.of("chain-" + chain, ids.toArray(String[]::new)));
		}
		Understudy engine = engine(models, chains);
		assertThat(chains(health(engine))).isEmpty();
		for (int chain = 100; chain < 900; chain++) {
			engine.registry().disable("model-" + chain + "-3", null, "");
		}
		ModelRegistry registry = engine.registry();
		registry.statuses()
			.stream()
			.filter((status) -> status.id().startsWith("model-777-"))
			.forEach((status) -> registry.disable(status.id(), null, ""));
		Health health = health(engine);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(chains(health)).hasSize(20);
		assertThat(chains(health).keySet().iterator().next()).isEqualTo("chain-777");
		assertThat(health.getDetails().get("totals").toString()).contains("chainsDown=1", "chainsNotShown=980");
		assertThat(health.toString()).hasSizeLessThan(20_000);
	}

	private Health health(Understudy engine) {
		return new UnderstudyHealthIndicator(engine.registry()).health();
	}

	private Understudy engine(List<ModelSettings> models, List<ChainSettings> chains) {
		return Understudy.builder().ticker(this.clock).repertoire(new Repertoire(models, timeless(chains))).build();
	}

	/** Without timeouts, whose threads nobody here wants. */
	private static List<ChainSettings> timeless(List<ChainSettings> chains) {
		return chains.stream()
			.map((chain) -> new ChainSettings(chain.name(),
					chain.seats().stream().map((seat) -> seat.withTimeout(Duration.ZERO)).toList(),
					chain.strategyName(), chain.strategy(), Duration.ZERO, chain.whenUnavailable(), chain.reroutes(),
					chain.streams(), chain.rungs()))
			.toList();
	}

	private static List<ModelSettings> models(String... ids) {
		FailureRules one = new FailureRules(Duration.ofMinutes(10), 5, 0, 1, Duration.ZERO, 0.8);
		HealthRules rules = HealthRules.DEFAULT.withFailure(one).withTrial(new TrialRules(1, 2));
		return List.of(ids).stream().map((id) -> ModelSettings.of(Model.of(id, "x", id)).withHealth(rules)).toList();
	}

	private static void breakDown(Understudy engine, String chain) {
		assertThatThrownBy(() -> engine.router().call(chain, (model) -> {
			throw new IllegalStateException("down");
		})).isNotNull();
	}

	private static void stubbornly(CountDownLatch held) {
		boolean over = false;
		while (!over) {
			try {
				held.await();
				over = true;
			}
			catch (InterruptedException ex) {
				// A client that ignores it.
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> chains(Health health) {
		return (Map<String, Object>) health.getDetails().get("chains");
	}

	private static Map<?, ?> chain(Health health, String name) {
		return (Map<?, ?>) chains(health).get(name);
	}

}
