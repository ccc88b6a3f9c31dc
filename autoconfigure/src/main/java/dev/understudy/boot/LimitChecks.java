package dev.understudy.boot;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.scheduling.support.CronExpression;

/**
 * Checks what bounds the use of a model: limits and maintenance windows.
 */
final class LimitChecks {

	private static final Set<String> CALENDAR = Set.of("week", "month");

	private static final String PERIODS = "a length that divides a day, such as '1d' or '6h', or 'week' or 'month'";

	/** What is spent is counted in these. */
	private static final double BILLIONTH = 0.000000001;

	private final Findings findings;

	LimitChecks(Findings findings) {
		this.findings = findings;
	}

	void limits(Where where, ModelProperties.Limits limits) {
		limit(where.child("requests"), limits.requests());
		limit(where.child("tokens"), limits.tokens());
		limit(where.child("budget"), limits.budget());
		whole(where.child("requests").child("max"), limits.requests());
		whole(where.child("tokens").child("max"), limits.tokens());
		countable(where.child("budget").child("max"), limits.budget());
	}

	/**
	 * Of a model whose tokens cost nothing, or nobody knows what, no budget is reached.
	 */
	void budget(Where where, ModelProperties model) {
		ModelProperties.Price price = model.price();
		if (model.limits().budget() != null && (price == null || (price.input() == 0 && price.output() == 0))) {
			Where budget = where.child("limits").child("budget");
			this.findings.add(budget, "budget needs a price, without one it is never reached",
					"set '" + where.child("price") + "', or remove '" + budget + "'");
		}
	}

	void maintenance(Where where, List<ModelProperties.Maintenance> windows) {
		for (int i = 0; i < windows.size(); i++) {
			window(where.item(i), windows.get(i));
		}
	}

	private void limit(Where where, ModelProperties.@Nullable Limit limit) {
		if (limit == null) {
			return;
		}
		Double max = limit.max();
		if (max != null) {
			this.findings.positive(where.child("max"), max);
		}
		else {
			this.findings.add(where, "limit has no 'max'", "set '" + where.child("max") + "'");
		}
		String period = limit.per();
		if (period == null) {
			this.findings.add(where, "limit has no 'per'", "set '" + where.child("per") + "' to " + PERIODS);
		}
		else if (!CALENDAR.contains(period) && !dividesDay(period)) {
			this.findings.refuse(where.child("per"), period, "is no period", "give " + PERIODS);
		}
	}

	private void whole(Where where, ModelProperties.@Nullable Limit limit) {
		Double max = (limit != null) ? limit.max() : null;
		if (max != null && max > 0 && max != Math.rint(max)) {
			this.findings.refuse(where, max, "is no whole number", "give a number such as '1000'");
		}
	}

	private void countable(Where where, ModelProperties.@Nullable Limit budget) {
		Double max = (budget != null) ? budget.max() : null;
		if (max != null && max > 0 && max < BILLIONTH) {
			this.findings.refuse(where, max, "is less than a billionth of a USD", "give '0.000000001' or more");
		}
	}

	private static boolean dividesDay(String period) {
		try {
			Duration length = DurationStyle.detectAndParse(period);
			return !length.isNegative() && !length.isZero() && Duration.ofDays(1).toNanos() % length.toNanos() == 0;
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return false;
		}
	}

	private void window(Where where, ModelProperties.Maintenance window) {
		cron(where, window.cron());
		Duration length = window.length();
		if (length == null) {
			this.findings.add(where, "maintenance has no 'for'", "set '" + where.child("for") + "' to its length");
		}
		this.findings.positive(where.child("for"), length);
		try {
			ZoneId.of(window.zone());
		}
		catch (DateTimeException ex) {
			this.findings.refuse(where.child("zone"), window.zone(), "is no time zone",
					"give a zone such as 'UTC' or 'Europe/Vienna'");
		}
	}

	private void cron(Where where, @Nullable String cron) {
		if (cron == null) {
			this.findings.add(where, "maintenance has no 'cron'", "set '" + where.child("cron") + "' to its beginning");
		}
		else if (!CronExpression.isValidExpression(cron)) {
			this.findings.refuse(where.child("cron"), cron, "is no cron expression",
					"give six fields: second, minute, hour, day of month, month, day of week");
		}
	}

}
