package dev.understudy.failure;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class FailureReadingProperties {

	@Property(tries = 300)
	void anyAnswerOfAnyStatusIsClassified(@ForAll @IntRange(min = -1, max = 700) int status,
			@ForAll("json") String body, @ForAll("header") String retryAfter) {
		Failure failure = Classified
			.failure(new RetryAfterTests.Answer(status, body, Map.of("retry-after", retryAfter)));
		assertThat(failure.kind()).isNotNull();
		assertThat(failure.retryAfter() == null || !failure.retryAfter().isNegative()).isTrue();
	}

	@Property(tries = 300)
	void anyMessageIsClassified(@ForAll String message) {
		assertThat(Classified.failure(new RuntimeException(message)).kind()).isNotNull();
	}

	@Property(tries = 500)
	void tableFindsWhatSearchingOneByOneFinds(@ForAll @Size(min = 1, max = 6) List<@From("word") String> timeouts,
			@ForAll @Size(max = 6) List<@From("word") String> limits, @ForAll("text") String text) {
		PhraseTable table = new PhraseTable(Map.of(FailureKind.TIMEOUT, timeouts, FailureKind.RATE_LIMIT, limits));
		String letters = text.replaceAll("[^a-zA-Z]", "").toLowerCase(Locale.ROOT);
		FailureKind expected = limits.stream().anyMatch(letters::contains) ? FailureKind.RATE_LIMIT
				: timeouts.stream().anyMatch(letters::contains) ? FailureKind.TIMEOUT : null;
		assertThat(table.find(text)).isEqualTo(expected);
	}

	@Provide
	Arbitrary<String> word() {
		return Arbitraries.strings().withChars('a', 'b', 'c').ofMinLength(1).ofMaxLength(4);
	}

	@Provide
	Arbitrary<String> text() {
		return Arbitraries.strings().withChars('a', 'b', 'c', 'A', 'C', ' ', '_').ofMaxLength(12);
	}

	@Provide
	Arbitrary<String> json() {
		return Arbitraries.strings().withChars("{}[]\":,\\ \ncodet429").ofMaxLength(60);
	}

	@Provide
	Arbitrary<String> header() {
		return Arbitraries.strings().withChars("0123456789.-ms GMT").ofMaxLength(20);
	}

}
