package dev.understudy.boot;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

import dev.understudy.health.MaintenanceWindows;
import dev.understudy.limit.Limit;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.scheduling.support.CronExpression;

/**
 * Makes what bounds the use of a model of properties in which no check has found a
 * mistake.
 */
final class LimitMapper {

	private LimitMapper() {
	}

	static Limits limits(ModelProperties.Limits written) {
		Limits limits = Limits.NONE;
		limits = with(limits, written.requests(), (max, per) -> Limit.requests((long) max, per));
		limits = with(limits, written.tokens(), (max, per) -> Limit.tokens((long) max, per));
		return with(limits, written.budget(), Limit::budget);
	}

	static @Nullable MaintenanceWindows maintenance(List<ModelProperties.Maintenance> written) {
		return written.isEmpty() ? null : new CronWindows(written.stream().map(LimitMapper::window).toList());
	}

	static Period period(String written) {
		return switch (written) {
			case "week" -> Period.WEEK;
			case "month" -> Period.MONTH;
			default -> Period.of(DurationStyle.detectAndParse(written));
		};
	}

	private static Limits with(Limits limits, ModelProperties.@Nullable Limit written, Kind kind) {
		if (written == null || written.max() == null || written.per() == null) {
			return limits;
		}
		return limits.with(kind.limit(written.max(), period(written.per())));
	}

	private static CronWindow window(ModelProperties.Maintenance written) {
		return new CronWindow(CronExpression.parse(String.valueOf(written.cron())),
				Objects.requireNonNull(written.length()), ZoneId.of(written.zone()));
	}

	/**
	 * A limit of one kind.
	 */
	private interface Kind {

		Limit limit(double max, Period per);

	}

}
