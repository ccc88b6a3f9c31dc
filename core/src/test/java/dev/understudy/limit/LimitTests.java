package dev.understudy.limit;

import java.time.Duration;

import dev.understudy.Price;
import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LimitTests {

	private static final Period DAY = Period.of(Duration.ofDays(1));

	@Test
	void eachKindHasItsReason() {
		assertThat(LimitKind.REQUESTS.reason()).isEqualTo(StandbyReason.REQUEST_LIMIT);
		assertThat(LimitKind.TOKENS.reason()).isEqualTo(StandbyReason.TOKEN_LIMIT);
		assertThat(LimitKind.BUDGET.reason()).isEqualTo(StandbyReason.BUDGET_EXCEEDED);
	}

	@Test
	void boundBelowOneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Limit.requests(0, DAY))
			.withMessage("Limit of requests is '0', must be 1 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> Limit.budget(0, DAY))
			.withMessage("Limit of budget is '0', must be 1 or more");
	}

	@Test
	void twoOfAKindAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Limits.of(Limit.tokens(5, DAY)).with(Limit.tokens(9, Period.WEEK)))
			.withMessage("Limit of tokens is set twice, must be set once for a model");
	}

	@Test
	void nothingIsBoundedWithoutLimits() {
		assertThat(Limits.NONE.isEmpty()).isTrue();
		assertThat(Limits.NONE.with(Limit.requests(1, DAY)).isEmpty()).isFalse();
	}

	@Property
	void nearlyIsTheFirstCountOfFourFifths(@ForAll @LongRange(min = 1, max = 10_000) long max) {
		long nearly = Limit.requests(max, DAY).nearly();
		assertThat(nearly * 5).isGreaterThanOrEqualTo(max * 4);
		assertThat((nearly - 1) * 5).isLessThan(max * 4);
	}

	@Test
	void nearlyDoesNotOverflow() {
		assertThat(Limit.tokens(Long.MAX_VALUE, DAY).nearly()).isPositive();
	}

	@Test
	void budgetIsKeptToTheBillionth() {
		assertThat(Limit.budget(20.00, DAY).max()).isEqualTo(20_000_000_000L);
		assertThat(Limit.budget(0.1, DAY).max()).isEqualTo(100_000_000);
		assertThat(Limit.budget(1e300, DAY).max()).isEqualTo(Long.MAX_VALUE);
		assertThat(Dollars.usd(100_000_001)).isEqualTo(0.100000001);
	}

	@Test
	void costIsExactWhereDoublesAreNot() {
		Price price = new Price(0.1, 0.2);
		long sum = 0;
		double doubles = 0;
		for (int i = 0; i < 1_000; i++) {
			sum += Dollars.cost(new Usage(1, 1), price);
			doubles += price.of(new Usage(1, 1));
		}
		assertThat(sum).isEqualTo(300_000);
		assertThat(doubles).isNotEqualTo(0.0003);
		assertThat(Dollars.usd(sum)).isEqualTo(0.0003);
	}

	@Test
	void costIsRoundedToTheNearestBillionthAndCutWhereItDoesNotFit() {
		assertThat(Dollars.cost(new Usage(1, 0), new Price(0.0374, 0))).isEqualTo(37);
		assertThat(Dollars.cost(new Usage(1, 0), new Price(0.0375, 0))).isEqualTo(38);
		assertThat(Dollars.cost(new Usage(Long.MAX_VALUE, 0), new Price(9, 0))).isEqualTo(Long.MAX_VALUE);
	}

}
