package dev.understudy.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelState;
import dev.understudy.ModelStoodDown;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Models of one client, whose provider refuses one of them.
 */
class SharedClientTests {

	private static final Duration REFUSED = Duration.ofMinutes(10);

	@Test
	void refusedKeyStandsDownEveryModelOfTheClientAndNoOther() {
		Stage stage = stage();
		stage.script.fails("a", FailureKind.AUTH_ERROR);
		assertThat(stage.call()).isEqualTo("from other");
		assertThat(stage.script.calls()).containsExactly("a", "other");
		assertThat(reasons(stage, "a")).containsExactly(StandbyReason.AUTH_FAILED);
		assertThat(reasons(stage, "b")).containsExactly(StandbyReason.AUTH_FAILED);
		assertThat(reasons(stage, "other")).isEmpty();
		assertThat(reasons(stage, "alone")).isEmpty();
	}

	@Test
	void allStandDownUntilTheSameTimeAndEachComesBackByItself() {
		Stage stage = stage();
		stage.script.fails("a", FailureKind.AUTH_ERROR);
		stage.call();
		Instant end = Stage.BEGINNING.plus(REFUSED);
		assertThat(List.of(until(stage, "a"), until(stage, "b"))).containsOnly(end);
		stage.pass(REFUSED.minusNanos(1));
		assertThat(stage.call()).isEqualTo("from other");
		stage.pass(Duration.ofNanos(1));
		assertThat(stage.status("b").state()).isEqualTo(ModelState.ACTIVE);
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void quotaEndsForAllWhenTheProviderSays() {
		Stage stage = stage();
		stage.script.fails("b", Trouble.of(FailureKind.QUOTA_EXHAUSTED, Duration.ofDays(3)));
		stage.disable("a");
		assertThat(stage.call()).isEqualTo("from other");
		stage.registry().release("a");
		Instant end = Stage.BEGINNING.plus(Duration.ofDays(3));
		assertThat(List.of(until(stage, "a"), until(stage, "b"))).containsOnly(end);
	}

	@Test
	void laterEndOfOneIsThatOfAll() {
		Stage stage = stage();
		Call first = stage.begin();
		Call second = stage.begin();
		first.next();
		second.next();
		first.failed(Trouble.of(FailureKind.QUOTA_EXHAUSTED, Duration.ofMinutes(5)));
		second.failed(Trouble.of(FailureKind.QUOTA_EXHAUSTED, Duration.ofHours(5)));
		Instant end = Stage.BEGINNING.plus(Duration.ofHours(5));
		assertThat(List.of(until(stage, "a"), until(stage, "b"))).containsOnly(end);
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTH_ERROR", "QUOTA_EXHAUSTED" }, mode = EnumSource.Mode.EXCLUDE)
	void otherFailuresAreAboutOneModel(FailureKind kind) {
		Stage stage = Stage.with((builder) -> builder.model(Stage.touchy("a").withClients("client"))
			.model(Stage.touchy("b").withClients("client"))
			.chain(Stage.chain(Stage.CHAIN, "a")));
		stage.script.fails("a", kind);
		stage.callInVain();
		assertThat(stage.status("b").standbys()).isEmpty();
	}

	@Test
	void oneLineAndOneEventTellOfEachModel() {
		Stage stage = stage();
		try (LogLines log = new LogLines()) {
			Call late = stage.begin();
			late.next();
			stage.script.fails("a", FailureKind.AUTH_ERROR);
			stage.call();
			late.failed(Trouble.of(FailureKind.AUTH_ERROR));
			assertThat(log.at(Level.ERROR)).hasSize(2)
				.allSatisfy((line) -> assertThat(line).endsWith("AUTH_FAILED. Its configuration needs a look"))
				.anySatisfy((line) -> assertThat(line).startsWith("Model 'a'"))
				.anySatisfy((line) -> assertThat(line).startsWith("Model 'b'"));
		}
		assertThat(stage.events.of(ModelStoodDown.class)).extracting(ModelStoodDown::model).containsExactly("a", "b");
	}

	@Test
	void enablingOneLiftsOnlyThatOne() {
		Stage stage = stage();
		stage.script.fails("a", FailureKind.AUTH_ERROR);
		stage.call();
		stage.registry().enable("b");
		assertThat(reasons(stage, "a")).containsExactly(StandbyReason.AUTH_FAILED);
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(reasons(stage, "a")).containsExactly(StandbyReason.AUTH_FAILED);
		assertThat(stage.events.of(ModelRecovered.class)).extracting(ModelRecovered::model).containsExactly("b");
	}

	@Test
	void enabledModelStandsDownAgainWhenItsClientIsRefusedAgain() {
		Stage stage = stage();
		stage.script.fails("a", FailureKind.AUTH_ERROR).fails("b", FailureKind.AUTH_ERROR);
		stage.call();
		stage.registry().enable("a");
		stage.registry().enable("b");
		stage.disable("a");
		assertThat(stage.call()).isEqualTo("from other");
		assertThat(reasons(stage, "a")).containsExactlyInAnyOrder(StandbyReason.MANUAL, StandbyReason.AUTH_FAILED);
	}

	@Test
	void failureOfBeforeTheModelWasEnabledSaysNothingOfTheOthers() {
		Stage stage = stage();
		Call late = stage.begin();
		late.next();
		stage.script.fails("a", FailureKind.AUTH_ERROR);
		stage.call();
		stage.registry().enable("a");
		stage.registry().enable("b");
		late.failed(Trouble.of(FailureKind.AUTH_ERROR));
		assertThat(reasons(stage, "a")).isEmpty();
		assertThat(reasons(stage, "b")).isEmpty();
	}

	@Test
	void asyncCallsAndStreamsSayTheSame() {
		Stage async = stage();
		async.understudy.router()
			.chain(Stage.CHAIN)
			.routeAsync((model) -> model.id().equals("a")
					? CompletableFuture.failedFuture(Trouble.of(FailureKind.AUTH_ERROR))
					: CompletableFuture.completedFuture(model.id()))
			.toCompletableFuture()
			.join();
		assertThat(reasons(async, "b")).containsExactly(StandbyReason.AUTH_FAILED);
		Stage stream = stage();
		Call call = stream.begin().streaming();
		call.next();
		call.brokeOff(Trouble.of(FailureKind.QUOTA_EXHAUSTED));
		assertThat(reasons(stream, "b")).containsExactly(StandbyReason.QUOTA_EXHAUSTED);
	}

	@Test
	void refusedProbeStandsDownAllAndOneThatIsAnsweredLiftsNothingOfOthers() {
		boolean[] refused = { true };
		HealthProbe probe = new HealthProbe() {

			@Override
			public boolean supports(Model model) {
				return true;
			}

			@Override
			public void probe(Model model, Duration timeout) {
				if (refused[0]) {
					throw Trouble.of(FailureKind.AUTH_ERROR);
				}
			}

		};
		Stage stage = Stage.with((builder) -> setup(builder.probe(probe).threads(Runnable::run)));
		stage.registry().probe("a");
		stage.registry().probe("a");
		assertThat(reasons(stage, "b")).containsExactly(StandbyReason.AUTH_FAILED);
		assertThat(until(stage, "b")).isEqualTo(Stage.BEGINNING.plus(REFUSED));
		refused[0] = false;
		stage.registry().probe("a");
		assertThat(reasons(stage, "a")).containsExactly(StandbyReason.AUTH_FAILED);
		assertThat(reasons(stage, "b")).containsExactly(StandbyReason.AUTH_FAILED);
	}

	@Test
	void refreshDecidesWhoSharesAClient() {
		Stage stage = stage();
		perform(stage, shared("a", "client"), shared("b", "another"), shared("other", "client"), Stage.model("alone"),
				shared("added", "client"));
		stage.script.fails("a", FailureKind.AUTH_ERROR);
		assertThat(stage.call()).isEqualTo("from b");
		assertThat(reasons(stage, "b")).isEmpty();
		assertThat(reasons(stage, "other")).containsExactly(StandbyReason.AUTH_FAILED);
		assertThat(reasons(stage, "added")).containsExactly(StandbyReason.AUTH_FAILED);
	}

	@Test
	void failureOfAModelThatARefreshRemovedHarmsNobody() {
		Stage stage = stage();
		Call late = stage.begin();
		late.next();
		perform(stage, shared("b", "client"), shared("other", "elsewhere"), Stage.model("alone"));
		late.failed(Trouble.of(FailureKind.AUTH_ERROR));
		assertThat(reasons(stage, "b")).isEmpty();
	}

	@Test
	void oneNameInCommonIsEnough() {
		Stage stage = Stage.with((builder) -> builder.model(Stage.model("a").withClients("calls", "streams"))
			.model(Stage.model("b").withClients("streams", "more"))
			.chain(Stage.chain(Stage.CHAIN, "a")));
		stage.script.fails("a", FailureKind.AUTH_ERROR);
		stage.callInVain();
		assertThat(reasons(stage, "b")).containsExactly(StandbyReason.AUTH_FAILED);
	}

	private static Stage stage() {
		return Stage.with(SharedClientTests::setup);
	}

	private static UnderstudyBuilder setup(UnderstudyBuilder builder) {
		return builder.model(shared("a", "client"))
			.model(shared("b", "client"))
			.model(shared("other", "elsewhere"))
			.model(Stage.model("alone"))
			.chain(Stage.chain(Stage.CHAIN, "a", "b", "other", "alone"));
	}

	private static void perform(Stage stage, ModelSettings... models) {
		String[] ids = List.of(models).stream().map((model) -> model.model().id()).toArray(String[]::new);
		stage.understudy.perform(new Repertoire(List.of(models), List.of(Stage.chain(Stage.CHAIN, ids))));
	}

	private static ModelSettings shared(String id, String client) {
		return Stage.model(id).withClients(client);
	}

	private static List<StandbyReason> reasons(Stage stage, String id) {
		return stage.status(id)
			.standbys()
			.stream()
			.map(Standby::reason)
			.filter((reason) -> reason != StandbyReason.PROBE_FAILED)
			.toList();
	}

	private static Instant until(Stage stage, String id) {
		return stage.status(id)
			.standbys()
			.stream()
			.filter((standby) -> standby.reason() != StandbyReason.PROBE_FAILED)
			.map(Standby::until)
			.findFirst()
			.orElseThrow();
	}

}
