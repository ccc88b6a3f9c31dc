package dev.understudy.health;

import dev.understudy.StandbyReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StandbyNoticeTests {

	@ParameterizedTest
	@EnumSource(names = { "REQUEST_LIMIT", "TOKEN_LIMIT", "BUDGET_EXCEEDED", "MAINTENANCE_WINDOW" })
	void whatFollowsFromCountersOrConfigurationIsNotTold(StandbyReason reason) {
		assertThat(StandbyNotice.REASONS).doesNotContain(reason);
		assertThatIllegalArgumentException().isThrownBy(() -> Said.lifted(reason, 1))
			.withMessage("Reason '" + reason + "' of model 'gpt' is not told to others");
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 253402300800000L, Long.MAX_VALUE })
	void versionBeyondAllTimesIsRefused(long version) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> StandbyNotice.lifted("gpt", version, StandbyReason.MANUAL))
			.withMessageContaining("version of model 'gpt'");
	}

	@Test
	void standbyForAnotherReasonIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new StandbyNotice("gpt", StandbyReason.SLOW, 1,
					Said.stands(StandbyReason.MANUAL, 1, 2).standby()))
			.withMessage("Standby for MANUAL is told as one for SLOW");
	}

}
