package dev.understudy.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.MaintenanceWindows.Opening;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Vitals are the numbers of the status, read one by one.
 */
class ModelVitalsTests {

	private final Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a"), Stage.touchy("a"));

	private final ModelVitals vitals = this.stage.understudy.vitals("a").orElseThrow();

	@Test
	void sayWhatTheStatusSays() {
		assertSame();
		this.stage.script.does("a", () -> {
			this.stage.pass(Duration.ofSeconds(3));
			return "slow";
		});
		this.stage.call();
		assertSame();
		this.stage.script.fails("a", FailureKind.TIMEOUT);
		this.stage.callInVain();
		assertThat(this.vitals.state()).isEqualTo(ModelState.STANDBY);
		assertThat(this.vitals.cooldownSeconds()).isEqualTo(60);
		assertSame();
		this.stage.pass(Duration.ofSeconds(60));
		assertThat(this.vitals.state()).isEqualTo(ModelState.TRIAL);
		assertThat(this.vitals.cooldownSeconds()).isZero();
		assertSame();
	}

	@Test
	void standbyWithoutEndHasAnEndlessCooldown() {
		this.stage.disable("a");
		assertThat(this.vitals.cooldownSeconds()).isEqualTo(Double.POSITIVE_INFINITY);
		assertThat(this.stage.status("a").cooldownRemaining()).isNull();
	}

	@Test
	void maintenanceThatHasBegunIsSeenWhicheverNumberIsAskedFirst() {
		Instant begin = Stage.BEGINNING.plusSeconds(100);
		Opening opening = new Opening(begin, begin.plusSeconds(60));
		Stage maintained = Stage.of(Stage.chain(Stage.CHAIN, "a"), Stage.model("a")
			.withMaintenance((at) -> at.isBefore(opening.end()) ? Optional.of(opening) : Optional.empty()));
		ModelVitals watched = maintained.understudy.vitals("a").orElseThrow();
		assertThat(watched.cooldownSeconds()).isZero();
		maintained.pass(Duration.ofSeconds(110));
		assertThat(watched.cooldownSeconds()).isEqualTo(50);
	}

	@Test
	void thereAreNoneOfAModelThatIsNotInForce() {
		assertThat(this.stage.understudy.vitals("b")).isEmpty();
	}

	private void assertSame() {
		ModelStatus status = this.stage.status("a");
		assertThat(this.vitals.state()).isEqualTo(status.state());
		assertThat(this.vitals.successRate()).isEqualTo(status.successRate());
		assertThat(this.vitals.score()).isEqualTo(status.score());
		assertThat(Duration.ofMillis(Math.round(1_000 * this.vitals.cooldownSeconds())))
			.isEqualTo(status.cooldownRemaining());
	}

}
