package dev.understudy.health;

import java.time.Duration;
import java.util.Set;

import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attempts in spite of a standby.
 */
class LastResortTests {

	private final WatchedModel model = new WatchedModel();

	@ParameterizedTest
	@EnumSource(StandbyReason.class)
	void lastResortRespectsOnlyWhatBinds(StandbyReason reason) {
		standDown(reason, 10);
		boolean binding = Set
			.of(StandbyReason.MANUAL, StandbyReason.MAINTENANCE_WINDOW, StandbyReason.REQUEST_LIMIT,
					StandbyReason.TOKEN_LIMIT, StandbyReason.BUDGET_EXCEEDED)
			.contains(reason);
		assertThat(this.model.health.usableAnyway(this.model.now())).isEqualTo(!binding);
		assertThat(this.model.tryLeaseAnyway() != null).isEqualTo(!binding);
		this.model.pass(10);
		assertThat(this.model.health.usableAnyway(this.model.now())).isTrue();
		assertThat(this.model.tryLeaseAnyway()).isNotNull();
	}

	@Test
	void leaseAnywayOfUsableModelIsAnOrdinaryOne() {
		for (int i = 0; i < 5; i++) {
			this.model.fail(this.model.leaseAnyway());
		}
		assertThat(this.model.reasons()).containsExactly(StandbyReason.ERROR_THRESHOLD);
	}

	@Test
	void attemptInSpiteOfStandbyDecidesNothing() {
		this.model.fall();
		this.model.succeed(this.model.leaseAnyway());
		this.model.succeed(this.model.leaseAnyway());
		this.model.fail(this.model.leaseAnyway());
		assertThat(this.model.reasons()).containsExactly(StandbyReason.ERROR_THRESHOLD);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofSeconds(60));
		assertThat(this.model.status().callsInWindow()).isEqualTo(8);
	}

	@Test
	void whatTheProviderSaysIsHeardFromAnAttemptInSpiteOfStandby() {
		standDown(StandbyReason.UNAVAILABLE, 10);
		this.model.fail(this.model.leaseAnyway(), FailureKind.RATE_LIMIT, Duration.ofSeconds(50));
		assertThat(this.model.reasons()).containsExactlyInAnyOrder(StandbyReason.UNAVAILABLE,
				StandbyReason.RATE_LIMITED);
	}

	private void standDown(StandbyReason reason, int seconds) {
		this.model.health.standDown(reason, Duration.ofSeconds(seconds), null);
	}

}
