package dev.understudy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ModelStatusTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	@Test
	void mapTellsAllThatAStatusHolds() {
		ModelStatus status = full();
		assertThat(ModelStatus.fromMap(status.toMap())).isEqualTo(status);
		assertThat(status.toMap()).containsEntry("state", "STANDBY")
			.containsEntry("cooldownRemaining", "PT1M")
			.containsEntry("successRate", 0.75)
			.containsEntry("lastRequest", "2026-01-01T12:00:00Z");
	}

	@Test
	void mapLeavesOutWhatIsNotKnown() {
		ModelStatus status = bare();
		assertThat(status.toMap()).doesNotContainKeys("cooldownRemaining", "lastRequest", "lastFailure", "lastProbe");
		assertThat(ModelStatus.fromMap(status.toMap())).isEqualTo(status);
	}

	@Test
	void mapHoldsOnlyPlainValues() {
		full().toMap()
			.forEach((key, value) -> assertThat(value).as(key)
				.isInstanceOfAny(String.class, Number.class, List.class, Map.class));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			id                | Model status has no 'id'
			state             | Model status has no 'state'
			latencyP50        | Model status has no 'latencyP50'
			score             | 'score' of a model status is 'null', must be a number
			standbys          | 'standbys' of a model status is 'null', must be a list
			""")
	void namesTheKeyThatIsMissing(String key, String message) {
		Map<String, Object> map = full().toMap();
		map.remove(key);
		assertThatIllegalArgumentException().isThrownBy(() -> ModelStatus.fromMap(map)).withMessage(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			state       | ASLEEP | 'state' of a model status is 'ASLEEP', which is unreadable
			lastProbe   | noon   | 'lastProbe' of a model status is 'noon', which is unreadable
			latencyMean | long   | 'latencyMean' of a model status is 'long', which is unreadable
			tokensUsed  | many   | 'tokensUsed' of a model status is 'many', must be a number
			standbys    | none   | 'standbys' of a model status is 'none', must be a list
			""")
	void namesTheKeyThatIsUnreadable(String key, String value, String message) {
		Map<String, Object> map = full().toMap();
		map.put(key, value);
		assertThatIllegalArgumentException().isThrownBy(() -> ModelStatus.fromMap(map)).withMessage(message);
	}

	@Test
	void namesTheListThatHoldsSomethingElse() {
		Map<String, Object> map = full().toMap();
		map.put("standbys", List.of("MANUAL"));
		assertThatIllegalArgumentException().isThrownBy(() -> ModelStatus.fromMap(map))
			.withMessage("'standbys' of a model status is 'MANUAL', must be maps");
		map.put("standbys", List.of(Map.of("reason", "BORED", "since", NOON.toString())));
		assertThatIllegalArgumentException().isThrownBy(() -> ModelStatus.fromMap(map))
			.withMessage("'reason' of a model status is 'BORED', which is unreadable");
	}

	@Test
	void readsWhatAnotherFormatMadeOfTheNumbers() {
		Map<String, Object> map = new HashMap<>(full().toMap());
		map.put("callsInWindow", 8);
		map.put("consecutiveFailures", 2L);
		assertThat(ModelStatus.fromMap(map)).isEqualTo(full());
	}

	@Test
	void healthyIsActiveWithoutReason() {
		assertThat(bare().healthy()).isTrue();
		assertThat(full().healthy()).isFalse();
		assertThat(with(ModelState.TRIAL, List.of()).healthy()).isFalse();
		assertThat(with(ModelState.ACTIVE, List.of(standby(StandbyReason.MANUAL))).healthy()).isFalse();
	}

	@Test
	void overQuotaIsAnyQuota() {
		assertThat(out(StandbyReason.QUOTA_EXHAUSTED).overQuota()).isTrue();
		assertThat(out(StandbyReason.REQUEST_LIMIT).overQuota()).isTrue();
		assertThat(out(StandbyReason.TOKEN_LIMIT).overQuota()).isTrue();
		assertThat(out(StandbyReason.BUDGET_EXCEEDED).overQuota()).isFalse();
		assertThat(out(StandbyReason.RATE_LIMITED).overQuota()).isFalse();
	}

	@Test
	void overBudgetIsTheBudgetAlone() {
		assertThat(out(StandbyReason.BUDGET_EXCEEDED).overBudget()).isTrue();
		assertThat(out(StandbyReason.REQUEST_LIMIT).overBudget()).isFalse();
	}

	@Test
	void listsCannotBeChanged() {
		List<Standby> standbys = new ArrayList<>(List.of(standby(StandbyReason.MANUAL)));
		ModelStatus status = with(ModelState.STANDBY, standbys);
		standbys.clear();
		assertThat(status.standbys()).hasSize(1);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> status.standbys().clear());
	}

	@Test
	void standbyCannotEndBeforeItBegins() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Standby(StandbyReason.MANUAL, NOON, NOON.minusSeconds(1), null))
			.withMessage("Standby for MANUAL until '2026-01-01T11:59:59Z' ends before it begins at"
					+ " '2026-01-01T12:00:00Z'");
		assertThat(new Standby(StandbyReason.MANUAL, NOON, NOON, null).until()).isEqualTo(NOON);
	}

	private static ModelStatus full() {
		List<Standby> standbys = List.of(
				new Standby(StandbyReason.MANUAL, NOON, NOON.plusSeconds(60), "Looking into it"),
				standby(StandbyReason.QUOTA_EXHAUSTED));
		return new ModelStatus("gpt", "openai", "gpt-4.1", ModelState.STANDBY, standbys, Duration.ofMinutes(1), 2, 8,
				0.75, 0.25, Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(900), 0.9, 10, 1000, 0.5,
				NOON, NOON.plusSeconds(1), NOON.plusSeconds(2),
				List.of(Duration.ofMillis(200), Duration.ofMillis(900)));
	}

	private static ModelStatus bare() {
		return with(ModelState.ACTIVE, List.of());
	}

	private static ModelStatus out(StandbyReason reason) {
		return with(ModelState.STANDBY, List.of(standby(StandbyReason.MAINTENANCE_WINDOW), standby(reason)));
	}

	private static ModelStatus with(ModelState state, List<Standby> standbys) {
		return new ModelStatus("gpt", "openai", "gpt-4.1", state, standbys, null, 0, 0, 1, 0, Duration.ZERO,
				Duration.ZERO, Duration.ZERO, 0.5, 0, 0, 0, null, null, null, List.of());
	}

	private static Standby standby(StandbyReason reason) {
		return new Standby(reason, NOON, null, null);
	}

}
