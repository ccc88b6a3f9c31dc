package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.Price;
import dev.understudy.RoutingStatistics;
import dev.understudy.UnknownNameException;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.HealthRules;
import dev.understudy.health.TrialRules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Other models and chains put in force while calls go on.
 */
class PerformTests {

	@Test
	void healthSurvives() {
		Stage stage = Stage.of("a", "b");
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		stage.disable("b");
		perform(stage, List.of(Stage.model("b"), Stage.model("a")), Stage.chain(Stage.CHAIN, "b", "a"));
		assertThat(stage.status("a").consecutiveFailures()).isOne();
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void modelsAreWhatTheyAreNow() {
		Stage stage = Stage.of("a");
		Price price = new Price(1, 2);
		perform(stage, List.of(ModelSettings.of(new Model("a", "other", "name", Set.of("vision"), 9, price))),
				Stage.chain(Stage.CHAIN, "a"));
		Model model = stage.router().chain(Stage.CHAIN).requires("vision").call((current) -> current);
		assertThat(model.price()).isEqualTo(price);
		assertThat(stage.status("a").provider()).isEqualTo("other");
	}

	@Test
	void rulesForHealthChange() {
		Stage stage = Stage.of("a", "b");
		perform(stage, List.of(Stage.touchy("a"), Stage.model("b")), Stage.chain(Stage.CHAIN, "a", "b"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		assertThat(stage.status("a").healthy()).isFalse();
		HealthRules oneSuccess = Stage.touchy("a").health().withTrial(new TrialRules(1, 1));
		perform(stage, List.of(Stage.model("a").withHealth(oneSuccess), Stage.model("b")),
				Stage.chain(Stage.CHAIN, "a", "b"));
		stage.pass(Duration.ofMinutes(1));
		stage.call();
		assertThat(stage.status("a").healthy()).isTrue();
	}

	@Test
	void newModelsAndChainsAreThereAndOldOnesGone() {
		Stage stage = Stage.of("a", "b");
		perform(stage, List.of(Stage.model("c")), Stage.chain("other", "c"));
		assertThat(stage.router().call("other", stage.script)).isEqualTo("from c");
		assertThatThrownBy(stage::call).isInstanceOf(UnknownNameException.class);
		assertThatThrownBy(() -> stage.status("a")).isInstanceOf(UnknownNameException.class);
		assertThat(stage.registry().statuses()).hasSize(1);
		assertThat(stage.understudy.repertoire().chains()).hasSize(1);
	}

	@Test
	void countersAndTurnsGoOn() {
		Stage stage = Stage.of("a", "b");
		stage.call();
		stage.router().models("a").call(stage.script);
		perform(stage, List.of(Stage.models("a", "b")), Stage.chain(Stage.CHAIN, "b", "a"), Stage.chain("new", "a"));
		stage.call();
		RoutingStatistics statistics = stage.registry().statistics();
		assertThat(statistics.chains().get(Stage.CHAIN).answered()).isEqualTo(2);
		assertThat(statistics.chains().get(Stage.CHAIN).models().get("a").answered()).isOne();
		assertThat(statistics.chains().get("new").calls()).isZero();
		assertThat(statistics.chains().get(Repertoire.AD_HOC).answered()).isOne();
	}

	@Test
	void countersAndTurnsBeginAnewWhenNoModelIsLeft() {
		Stage stage = Stage.of("a", "b");
		stage.call();
		stage.router().models("a").call(stage.script);
		Repertoire all = stage.understudy.repertoire();
		stage.understudy.perform(new Repertoire(List.of(), List.of(), all.adHoc()));
		stage.understudy.perform(all);
		assertThat(stage.understudy.repertoire()).isSameAs(all);
		RoutingStatistics statistics = stage.registry().statistics();
		assertThat(statistics.chains()).doesNotContainKey(Repertoire.AD_HOC);
		assertThat(statistics.chains().get(Stage.CHAIN).calls()).isZero();
		stage.router().models("b").call(stage.script);
		assertThat(stage.registry().statistics().chains().get(Repertoire.AD_HOC).models()).containsOnlyKeys("b");
	}

	@Test
	void wrongConfigurationIsRefusedAndTheLastGoodOneStays() {
		Stage stage = Stage.of("a", "b");
		assertThatThrownBy(() -> perform(stage, List.of(Stage.model("a")), Stage.chain(Stage.CHAIN, "x")))
			.isInstanceOf(UnknownNameException.class);
		assertThatThrownBy(() -> perform(stage, List.of(Stage.touchy("a")),
				Stage.chain(Stage.CHAIN, "a").withReroutes(Map.of(FailureKind.TIMEOUT, "nowhere"))))
			.isInstanceOf(UnknownNameException.class);
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.status("a").healthy()).as("by the rules that stay").isTrue();
	}

	@Test
	void callOnItsWayGoesOnAsItBegan() {
		Stage stage = Stage.of("a", "b");
		stage.script.does("a", () -> {
			perform(stage, List.of(Stage.model("c")), Stage.chain(Stage.CHAIN, "c"));
			throw Trouble.of(FailureKind.SERVER_ERROR);
		});
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(stage.call()).isEqualTo("from c");
	}

	@Test
	void permitOfACallOnItsWayIsGivenBackToItsBound() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a"), Stage.model("a").withMaxConcurrent(1));
		Call before = stage.begin();
		before.next();
		perform(stage, List.of(Stage.model("a").withMaxConcurrent(1)), Stage.chain(Stage.CHAIN, "a"));
		assertThat(catchThrowable(stage::call)).as("the same bound").isInstanceOf(ChainExhaustedException.class);
		perform(stage, List.of(Stage.model("a").withMaxConcurrent(2)), Stage.chain(Stage.CHAIN, "a"));
		assertThat(stage.call()).as("another bound").isEqualTo("from a");
		before.answered("done");
		Call first = stage.begin();
		Call second = stage.begin();
		first.next();
		second.next();
		assertThat(catchThrowable(stage::call)).isInstanceOf(ChainExhaustedException.class);
	}

	@Test
	void chainsMadeUpForOneRequestFollowThePolicyInForce() {
		Stage stage = Stage.of("a");
		stage.understudy.perform(new Repertoire(List.of(Stage.models("a", "b")), List.of(), (ids) -> ChainSettings
			.of(Repertoire.AD_HOC, ids.stream().map((id) -> Stage.seat(id).withEnabled(!id.equals("a"))).toList())));
		assertThat(stage.router().models("a", "b").call(stage.script)).isEqualTo("from b");
	}

	private static void perform(Stage stage, List<ModelSettings> models, ChainSettings... chains) {
		stage.understudy.perform(new Repertoire(models, List.of(chains)));
	}

}
