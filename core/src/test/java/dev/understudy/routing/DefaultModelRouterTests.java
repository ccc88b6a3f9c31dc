package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelRouter;
import dev.understudy.Outcome;
import dev.understudy.Routed;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DefaultModelRouterTests {

	@Test
	void engineWithoutListenersWorksAlike() {
		try (Understudy understudy = Understudy.builder()
			.classifier(Trouble.CLASSIFIER)
			.model(Stage.touchy("a"))
			.model(Stage.model("b"))
			.chain(Stage.chain(Stage.CHAIN, "a", "b").withRungs(List.of(TextRung.of("busy"))))
			.build()) {
			ModelRouter router = understudy.router();
			Script script = new Script().fails("a", FailureKind.SERVER_ERROR);
			assertThat(router.call(Stage.CHAIN, script)).isEqualTo("from b");
			understudy.registry().enable("a");
			assertThat(router.call(Stage.CHAIN, script)).isEqualTo("from a");
			understudy.registry().disable("a", null, "");
			understudy.registry().disable("b", null, "");
			assertThat(router.chain(Stage.CHAIN).answers(String.class).call(script)).isEqualTo("busy");
			assertThatThrownBy(() -> router.call(Stage.CHAIN, script)).isInstanceOf(ChainExhaustedException.class);
		}
	}

	@Test
	void requestIsAValueThatCanBeUsedAgain() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.able("a"), Stage.able("b", "vision", "tools"));
		ModelRouter.Request any = stage.router().chain(Stage.CHAIN);
		ModelRouter.Request seeing = any.requires("vision");
		ModelRouter.Request both = seeing.requires("tools");
		ModelRouter.Request impossible = both.requires("flight");
		assertThat(any.call(stage.script)).isEqualTo("from a");
		assertThat(seeing.call(stage.script)).isEqualTo("from b");
		assertThat(both.call(stage.script)).isEqualTo("from b");
		assertThatThrownBy(() -> impossible.call(stage.script)).isInstanceOf(ChainExhaustedException.class);
		assertThat(any.call(stage.script)).isEqualTo("from a");
	}

	@Test
	void everySettingOfARequestIsKept() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b").withRungs(List.of(TextRung.of("busy"))),
				Stage.able("a", "vision"), Stage.model("b"));
		ModelRouter.Request request = stage.router()
			.chain(Stage.CHAIN)
			.answers(String.class)
			.deadline(Duration.ofSeconds(5))
			.key("k")
			.requires("vision");
		stage.script.does("a", () -> {
			stage.ticker.advance(Duration.ofSeconds(5));
			throw Trouble.of(FailureKind.SERVER_ERROR);
		});
		Routed<String> routed = request.route(stage.script);
		assertThat(routed.value()).isEqualTo("busy");
		assertThat(routed.degradation().kind()).isEqualTo(FailureKind.TIMEOUT);
		assertThat(stage.script.calls()).containsExactly("a");
	}

	@Test
	void chainMadeUpForOneRequestTriesItsModelsInTheOrderGiven() {
		Stage stage = Stage.of("a", "b", "c");
		stage.script.fails("c", FailureKind.SERVER_ERROR);
		Routed<String> routed = stage.router().models("c", "a").route(stage.script);
		assertThat(routed.value()).isEqualTo("from a");
		assertThat(routed.chain()).isEqualTo(Repertoire.AD_HOC);
		assertThat(stage.script.calls()).containsExactly("c", "a");
	}

	@Test
	void workKnowsItsModelAndNobodyElseDoes() {
		Stage stage = Stage.of("a", "b");
		stage.script.does("a", () -> {
			assertThat(CurrentModel.require().id()).isEqualTo("a");
			assertThat(stage.router().models("b").<String>call((model) -> CurrentModel.require().id())).isEqualTo("b");
			assertThat(CurrentModel.require().id()).isEqualTo("a");
			throw Trouble.of(FailureKind.SERVER_ERROR);
		}).does("b", () -> CurrentModel.require().id());
		assertThat(stage.call()).isEqualTo("b");
		assertThat(CurrentModel.find()).isEmpty();
	}

	@Test
	void stageIsRoutedToo() {
		Stage stage = Stage.of("a", "b");
		Routed<String> routed = stage.router()
			.chain(Stage.CHAIN)
			.<String>routeAsync((model) -> (model.id().equals("a"))
					? CompletableFuture.failedFuture(Trouble.of(FailureKind.SERVER_ERROR))
					: CompletableFuture.completedFuture(model.name()))
			.toCompletableFuture()
			.join();
		assertThat(routed.value()).isEqualTo("b-name");
		assertThat(routed.outcome()).isEqualTo(Outcome.FELL_BACK);
		assertThat(routed.attempts()).hasSize(2);
	}

	@Test
	void questionOfARequestHasNoTextAndItsKeyGivesNothingAway() {
		Stage stage = Stage.of("a");
		DefaultRequest request = (DefaultRequest) stage.router().chain(Stage.CHAIN);
		assertThat(request.text()).isNull();
		assertThat(request.key()).isNull();
		assertThat(request.answerType()).isEqualTo(Object.class);
		assertThat(request.subject()).isEqualTo("chain assistant");
		DefaultRequest asked = (DefaultRequest) request.key("secret").answers(String.class);
		assertThat(asked.key()).hasSize(64).doesNotContain("secret");
		assertThat(asked.key()).isNotEqualTo(((DefaultRequest) request.key("secret")).key());
		assertThat(((DefaultRequest) stage.router().models("a")).subject()).isEqualTo("chain a");
	}

	@Test
	void callsWithoutAReportAnswerAlike() {
		Stage stage = Stage.of("a", "b", "c");
		stage.disable("a");
		stage.script.fails("b", FailureKind.SERVER_ERROR);
		assertThat(stage.call()).isEqualTo("from c");
		assertThat(stage.events.of(Recorder.Called.class))
			.containsExactly(new Recorder.Called(Stage.CHAIN, Outcome.FELL_BACK, "c", 0));
		assertThat(stage.router().call(Stage.CHAIN, Model::id)).isEqualTo("b");
	}

}
