package dev.understudy.routing;

import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import dev.understudy.Model;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelStoodDown;
import dev.understudy.Outcome;
import dev.understudy.RouterListener;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What operators read and hear: once for each change, and never what people wrote.
 */
class RoutingLogTests {

	private final LogLines log = new LogLines();

	@AfterEach
	void closeLog() {
		this.log.close();
	}

	@Test
	void changeOfStateIsOneLineAndOneEvent() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a", "b"), Stage.touchy("a"), Stage.model("b"));
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		stage.call();
		stage.pass(Duration.ofSeconds(60));
		stage.call();
		stage.call();
		stage.call();
		assertThat(this.log.at(Level.INFO)).containsExactly(
				"Model 'a' is on standby until 2026-01-01T01:01:00Z: ERROR_THRESHOLD", "Model 'a' is active again");
		assertThat(stage.events.of(ModelStoodDown.class)).hasSize(1);
		assertThat(stage.events.of(ModelRecovered.class)).hasSize(1);
	}

	@Test
	void standbyWithoutAnEndSaysWhoEndsIt() {
		Stage stage = Stage.of("a");
		stage.disable("a");
		assertThat(this.log.at(Level.INFO))
			.containsExactly("Model 'a' is on standby until somebody enables it: MANUAL");
		assertThat(stage.events.of(ModelStoodDown.class)).singleElement()
			.satisfies((event) -> assertThat(event.until()).isNull());
	}

	@ParameterizedTest
	@EnumSource(value = FailureKind.class, names = { "AUTH_ERROR", "MODEL_NOT_FOUND" })
	void mistakeOfTheConfigurationIsOneError(FailureKind kind) {
		Stage stage = Stage.of("a", "b");
		stage.script.dead("a", kind);
		stage.call();
		stage.call();
		assertThat(this.log.at(Level.ERROR)).singleElement()
			.asString()
			.startsWith("Model 'a' is on standby until 2026-01-01T01:10:00Z: ")
			.endsWith(". Its configuration needs a look");
		assertThat(this.log.at(Level.INFO)).isEmpty();
	}

	@Test
	void exhaustedChainIsAWarning() {
		Stage stage = Stage.of("a", "b");
		stage.disable("b");
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.callInVain();
		assertThat(this.log.at(Level.WARN))
			.containsExactly("No model of chain 'assistant' answered: a server-error, b MANUAL");
	}

	@Test
	void degradedCallIsNoWarning() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a").withRungs(List.of(TextRung.of("busy"))), Stage.model("a"));
		stage.disable("a");
		stage.router().chain(Stage.CHAIN).answers(String.class).call(stage.script);
		assertThat(this.log.at(Level.WARN)).isEmpty();
	}

	@Test
	void callersMistakeIsNoWarning() {
		Stage stage = Stage.of("a", "b");
		stage.script.fails("a", FailureKind.BAD_REQUEST);
		stage.callInVain();
		assertThat(this.log.all()).isEmpty();
	}

	@Test
	void fallbackIsADebugLine() {
		Stage stage = Stage.of("a", "b");
		stage.script.fails("a", FailureKind.SERVER_ERROR);
		stage.call();
		assertThat(this.log.at(Level.DEBUG))
			.containsExactly("Chain 'assistant' falls back from model 'a' to 'b': SERVER_ERROR");
		assertThat(this.log.at(Level.WARN)).isEmpty();
	}

	@Test
	void nothingThatPeopleOrProvidersWroteIsEverSeen() {
		RouterListener broken = new RouterListener() {

			@Override
			public void called(String chain, Outcome outcome, Model model, long nanos) {
				throw new IllegalStateException(Trouble.CANARY);
			}

		};
		Rung rung = new TextRung(Trouble.CANARY, RungCondition.USUAL, (text, type) -> {
			throw new IllegalStateException(Trouble.CANARY);
		});
		Stage stage = Stage.with((builder) -> builder.model(Stage.touchy("a"))
			.model(Stage.model("b"))
			.listener(broken)
			.usageExtractor((result) -> {
				throw new IllegalStateException(Trouble.CANARY);
			})
			.classifier((thrown) -> {
				throw new IllegalStateException(Trouble.CANARY);
			})
			.chain(Stage.chain(Stage.CHAIN, "a", "b").withRungs(List.of(rung))));
		stage.script.does("b", () -> Trouble.CANARY).dead("a", FailureKind.SERVER_ERROR);
		stage.router().chain(Stage.CHAIN).key(Trouble.CANARY).answers(String.class).call(stage.script);
		stage.script.dead("b", FailureKind.AUTH_ERROR);
		Throwable thrown = catchThrowable(
				() -> stage.router().chain(Stage.CHAIN).key(Trouble.CANARY).answers(String.class).call(stage.script));
		stage.registry().probe("a");
		assertThat(this.log.all()).isNotEmpty().noneMatch((line) -> line.contains(Trouble.CANARY));
		assertThat(stage.events.all()).noneMatch((event) -> event.toString().contains(Trouble.CANARY));
		assertThat(thrown.getMessage()).doesNotContain(Trouble.CANARY);
		assertThat(stage.registry().statistics().toString()).doesNotContain(Trouble.CANARY);
		assertThat(stage.registry().explain(Stage.CHAIN).toString()).doesNotContain(Trouble.CANARY);
	}

}
