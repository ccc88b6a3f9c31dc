package dev.understudy.soak;

import java.util.List;
import java.util.concurrent.CompletionException;

import dev.understudy.ModelCallException;
import dev.understudy.UnknownNameException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BooksTests {

	private final Books books = new Books();

	@Test
	void whatIsForTheCallerIsNoSurprise() {
		this.books.failed("wide", Mishap.FILTERED.thrown());
		this.books.failed("wide", new CompletionException(Mishap.MISTAKEN.thrown()));
		this.books.failed("wide", Mishap.WITHDRAWN.thrown());
		this.books.failed("wide", Mishap.BLACKOUT.thrown());
		this.books.interrupted("wide", new ModelCallException(new InterruptedException()));
		this.books.interrupted("wide", new InterruptedException());
		this.books.cancelled("wide");
		assertThat(this.books.surprises()).isEmpty();
		assertThat(this.books.sum("wide failed")).isEqualTo(7);
		assertThat(this.books.calls()).isEqualTo(7);
	}

	@Test
	void whatAnotherModelHadToAnswerIsASurprise() {
		for (Mishap mishap : List.of(Mishap.RATE_LIMITED, Mishap.NOT_REACHED, Mishap.UNHEARD_OF, Mishap.TOO_LATE,
				Mishap.UNREADABLE)) {
			this.books.failed("wide", mishap.thrown());
		}
		assertThat(this.books.surprises()).hasSize(5)
			.allMatch(
					(line) -> line.startsWith("wide threw ") && line.contains("Exception") || line.contains("Trouble"));
	}

	@Test
	void whatTheEngineThrowsByMistakeIsASurprise() {
		this.books.failed("wide", new NullPointerException());
		this.books.failed("wide", new IllegalArgumentException("mishap?"));
		this.books.interrupted("wide", new IllegalStateException("closed"));
		this.books.answered("wide", null);
		assertThat(this.books.surprises()).hasSize(4);
	}

	@Test
	void onlyAChainThatComesAndGoesMayBeUnknown() {
		UnknownNameException unknown = new UnknownNameException("chain", "any", List.of());
		this.books.failed("matinee", unknown);
		assertThat(this.books.surprises()).isEmpty();
		assertThat(this.books.calls()).isZero();
		this.books.failed("assistant", unknown);
		assertThat(this.books.surprises()).hasSize(1);
	}

	@Test
	void answersOfModelsAreApartFromThoseOfTheChain() {
		this.books.answered("assistant", "lead");
		this.books.answered("wide", "lead");
		this.books.answered("assistant", House.RUNG);
		assertThat(this.books.answeredBy("lead")).isEqualTo(2);
		assertThat(this.books.sum("assistant answered")).isOne();
		assertThat(this.books.sum(" degraded")).isOne();
	}

}
