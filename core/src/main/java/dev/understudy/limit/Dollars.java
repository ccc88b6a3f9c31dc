package dev.understudy.limit;

import java.math.BigDecimal;
import java.math.RoundingMode;

import dev.understudy.Price;
import dev.understudy.Usage;

/**
 * Money in whole billionths of a USD, so that many small sums add up to exactly what was
 * spent. What would not fit, nine billion USD and more, is cut.
 */
final class Dollars {

	/** Digits between a USD and its billionth. */
	private static final int BILLIONTH = 9;

	/** Prices are those of a million tokens. */
	private static final int MILLION = 6;

	private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

	private Dollars() {
	}

	static long nanos(double usd) {
		return whole(BigDecimal.valueOf(usd).movePointRight(BILLIONTH));
	}

	static double usd(long nanos) {
		return BigDecimal.valueOf(nanos, BILLIONTH).doubleValue();
	}

	/** What tokens cost, rounded to the nearest billionth. */
	static long cost(Usage usage, Price price) {
		BigDecimal input = BigDecimal.valueOf(price.input()).multiply(BigDecimal.valueOf(usage.inputTokens()));
		BigDecimal output = BigDecimal.valueOf(price.output()).multiply(BigDecimal.valueOf(usage.outputTokens()));
		return whole(input.add(output).movePointRight(BILLIONTH - MILLION));
	}

	private static long whole(BigDecimal nanos) {
		return nanos.setScale(0, RoundingMode.HALF_UP).min(MOST).longValueExact();
	}

}
