package dev.understudy.failure;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FailurePolicyTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			TIMEOUT,          true,  false, COUNTS
			RATE_LIMIT,       true,  true,  STANDS_DOWN
			QUOTA_EXHAUSTED,  true,  false, STANDS_DOWN
			UNAVAILABLE,      true,  false, COUNTS_AND_STANDS_DOWN
			SERVER_ERROR,     true,  true,  COUNTS
			NETWORK_ERROR,    true,  true,  COUNTS
			AUTH_ERROR,       true,  false, STANDS_DOWN
			MODEL_NOT_FOUND,  true,  false, STANDS_DOWN
			CONTEXT_LENGTH,   true,  false, NOTHING
			CONTENT_FILTER,   false, false, NOTHING
			INVALID_RESPONSE, true,  true,  COUNTS
			BAD_REQUEST,      false, false, NOTHING
			CANCELLED,        false, false, NOTHING
			UNKNOWN,          true,  false, COUNTS
			""")
	void standsByTheTable(FailureKind kind, boolean fallsBack, boolean retries, ModelVerdict verdict) {
		assertThat(FailurePolicy.DEFAULT.fallsBack(kind)).isEqualTo(fallsBack);
		assertThat(FailurePolicy.DEFAULT.retries(kind)).isEqualTo(retries);
		assertThat(FailurePolicy.DEFAULT.verdict(kind)).isEqualTo(verdict);
	}

	@ParameterizedTest
	@CsvSource({ "NOTHING, false, false", "COUNTS, true, false", "STANDS_DOWN, false, true",
			"COUNTS_AND_STANDS_DOWN, true, true" })
	void verdictSaysTwoThings(ModelVerdict verdict, boolean counts, boolean standsDown) {
		assertThat(verdict.counts()).isEqualTo(counts);
		assertThat(verdict.standsDown()).isEqualTo(standsDown);
	}

	@Test
	void copiesDifferInWhatIsAskedForOnly() {
		FailurePolicy policy = FailurePolicy.DEFAULT.withFallbackOn(List.of(FailureKind.CONTENT_FILTER))
			.withRetryOn(List.of())
			.withVerdict(FailureKind.TIMEOUT, ModelVerdict.NOTHING);
		assertThat(policy.fallbackOn()).containsExactly(FailureKind.CONTENT_FILTER);
		assertThat(policy.retryOn()).isEmpty();
		assertThat(policy.verdict(FailureKind.TIMEOUT)).isEqualTo(ModelVerdict.NOTHING);
		assertThat(policy.verdict(FailureKind.UNAVAILABLE)).isEqualTo(ModelVerdict.COUNTS_AND_STANDS_DOWN);
		assertThat(FailurePolicy.DEFAULT.verdict(FailureKind.TIMEOUT)).isEqualTo(ModelVerdict.COUNTS);
	}

	@Test
	void keepsDefaultVerdictsOfKindsLeftOut() {
		FailurePolicy policy = new FailurePolicy(Set.of(), Set.of(), Map.of(FailureKind.UNKNOWN, ModelVerdict.NOTHING));
		assertThat(policy.verdicts()).containsOnlyKeys(FailureKind.values());
		assertThat(policy.verdict(FailureKind.SERVER_ERROR)).isEqualTo(ModelVerdict.COUNTS);
	}

	@Test
	void isDeafToLaterChanges() {
		Set<FailureKind> kinds = EnumSet.of(FailureKind.TIMEOUT);
		FailurePolicy policy = new FailurePolicy(kinds, kinds, Map.of());
		kinds.add(FailureKind.UNKNOWN);
		assertThat(policy.fallsBack(FailureKind.UNKNOWN)).isFalse();
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> policy.fallbackOn().add(FailureKind.UNKNOWN));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> policy.retryOn().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> policy.verdicts().clear());
	}

}
