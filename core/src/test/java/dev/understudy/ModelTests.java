package dev.understudy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A model, its price, what was used of it, and one try of it.
 */
class ModelTests {

	private static final Model GPT = Model.of("gpt", "openai", "gpt-4.1");

	@Test
	void modelOfWhichLittleIsKnown() {
		assertThat(GPT).isEqualTo(new Model("gpt", "openai", "gpt-4.1", Set.of(), 0, Price.UNKNOWN));
	}

	@Test
	void modelNeedsAnIdAndAName() {
		assertThatIllegalArgumentException().isThrownBy(() -> Model.of(" ", "openai", "gpt-4.1"))
			.withMessage("Model id ' ' is blank, must be a name");
		assertThatIllegalArgumentException().isThrownBy(() -> Model.of("gpt", "openai", ""))
			.withMessage("Name of model 'gpt' is blank, must be what the provider calls it");
		assertThat(Model.of("gpt", "", "gpt-4.1").provider()).isEmpty();
	}

	@Test
	void contextWindowIsNotNegative() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Model("gpt", "openai", "gpt-4.1", Set.of(), -1, Price.UNKNOWN))
			.withMessage("Context window of model 'gpt' is '-1', must be a number of tokens, or 0 when unknown");
	}

	@Test
	void capabilitiesAreCopied() {
		Set<String> capabilities = new HashSet<>(Set.of("tools"));
		Model model = new Model("gpt", "openai", "gpt-4.1", capabilities, 0, Price.UNKNOWN);
		capabilities.clear();
		assertThat(model.capabilities()).containsExactly("tools");
	}

	@Test
	void priceIsPerMillionTokens() {
		assertThat(new Price(2, 8).of(new Usage(1_000_000, 250_000))).isEqualTo(4);
		assertThat(Price.UNKNOWN.of(new Usage(5, 5))).isZero();
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.01, Double.NaN, Double.POSITIVE_INFINITY })
	void priceIsAFiniteNumberOfZeroOrMore(double price) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Price(price, 1))
			.withMessage("Price of input tokens is '" + price + "', must be a finite number of zero or more");
		assertThatIllegalArgumentException().isThrownBy(() -> new Price(1, price))
			.withMessage("Price of output tokens is '" + price + "', must be a finite number of zero or more");
	}

	@Test
	void usageAddsUp() {
		Usage usage = new Usage(1, 2).plus(new Usage(10, 20));
		assertThat(usage).isEqualTo(new Usage(11, 22));
		assertThat(usage.totalTokens()).isEqualTo(33);
	}

	@Test
	void usageIsNotNegative() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Usage(-1, 0))
			.withMessage("Usage of '-1' input and '0' output tokens: both must be zero or more");
		assertThatIllegalArgumentException().isThrownBy(() -> new Usage(0, -1))
			.withMessage("Usage of '0' input and '-1' output tokens: both must be zero or more");
	}

	@Test
	void attemptSucceededWithoutFailure() {
		Failure failure = Failure.of(FailureKind.TIMEOUT, new IllegalStateException());
		assertThat(new Attempt(GPT, 1, Instant.EPOCH, Duration.ZERO, null).succeeded()).isTrue();
		assertThat(new Attempt(GPT, 1, Instant.EPOCH, Duration.ZERO, failure).succeeded()).isFalse();
	}

	@Test
	void attemptRefusesNonsense() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Attempt(GPT, 0, Instant.EPOCH, Duration.ZERO, null))
			.withMessage("Number of an attempt of model 'gpt' is '0', must be 1 or more");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Attempt(GPT, 1, Instant.EPOCH, Duration.ofSeconds(-1), null))
			.withMessage("Length of an attempt of model 'gpt' is 'PT-1S', must not be negative");
	}

}
