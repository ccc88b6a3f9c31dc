package dev.understudy.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.ModelState;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.MaintenanceWindows;
import dev.understudy.health.MaintenanceWindows.Opening;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Calls around the maintenance of a model.
 */
class MaintainedModelTests {

	private static final Instant TWO = Instant.parse("2026-01-01T02:00:00Z");

	private static final Instant THREE = TWO.plus(Duration.ofHours(1));

	private static final MaintenanceWindows WINDOWS = (at) -> at.isBefore(THREE) ? Optional.of(new Opening(TWO, THREE))
			: Optional.empty();

	@Test
	void callsGoElsewhereWhileItIsMaintained() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a", "b"));
		assertThat(stage.call()).isEqualTo("from a");
		stage.pass(Duration.ofSeconds(3_601));
		assertThat(stage.call()).isEqualTo("from b");
		stage.pass(Duration.ofSeconds(3_599));
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void statusAndExplanationTellSoWithoutTraffic() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a", "b"));
		stage.pass(Duration.ofSeconds(3_601));
		assertThat(stage.registry().explain(Stage.CHAIN).skipped())
			.isEqualTo(Map.of("a", Set.of("MAINTENANCE_WINDOW")));
		assertThat(stage.registry().available(Stage.CHAIN)).extracting(Model::id).containsExactly("b");
		assertThat(stage.status("a").state()).isEqualTo(ModelState.STANDBY);
		assertThat(stage.registry().summary().standby()).isOne();
	}

	@Test
	void nobodyOverridesIt() {
		for (ChainSettings chain : List.of(
				Stage.chain(Stage.CHAIN, "a").withWhenUnavailable(WhenUnavailable.TRY_ANYWAY),
				Stage.chain(Stage.seat("a").withLastResort(true)))) {
			Stage stage = stage(chain);
			stage.pass(Duration.ofHours(1));
			stage.registry().enable("a");
			ChainExhaustedException exhausted = catchThrowableOfType(ChainExhaustedException.class, stage::call);
			assertThat(exhausted.kind()).isEqualTo(FailureKind.UNAVAILABLE);
			assertThat(exhausted.retryAfter()).isEqualTo(Duration.ofHours(1));
		}
	}

	@Test
	void otherWindowsAreInForceAtOnce() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a", "b"));
		stage.pass(Duration.ofHours(1));
		assertThat(stage.call()).isEqualTo("from b");
		perform(stage, null);
		assertThat(stage.call()).isEqualTo("from a");
		perform(stage, WINDOWS);
		assertThat(stage.call()).isEqualTo("from b");
	}

	@Test
	void windowsThatThrowAreTakenForNone() {
		Stage stage = stage(Stage.chain(Stage.CHAIN, "a", "b"));
		stage.pass(Duration.ofHours(1));
		perform(stage, (at) -> {
			throw new IllegalStateException("no calendar");
		});
		assertThat(stage.call()).isEqualTo("from a");
	}

	private static Stage stage(ChainSettings chain) {
		return Stage.of(chain, Stage.model("a").withMaintenance(WINDOWS), Stage.model("b"));
	}

	private static void perform(Stage stage, MaintenanceWindows windows) {
		stage.understudy.perform(new Repertoire(List.of(Stage.model("a").withMaintenance(windows), Stage.model("b")),
				List.of(Stage.chain(Stage.CHAIN, "a", "b"))));
	}

}
