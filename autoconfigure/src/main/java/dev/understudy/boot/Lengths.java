package dev.understudy.boot;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Writes lengths of time the way they are written in properties.
 */
final class Lengths {

	private static final NavigableMap<ChronoUnit, String> UNITS = new TreeMap<>(
			Map.of(ChronoUnit.DAYS, "d", ChronoUnit.HOURS, "h", ChronoUnit.MINUTES, "m", ChronoUnit.SECONDS, "s",
					ChronoUnit.MILLIS, "ms", ChronoUnit.MICROS, "us", ChronoUnit.NANOS, "ns"))
		.descendingMap();

	private Lengths() {
	}

	/** The length in the greatest unit that divides it; seconds for none. */
	static String text(Duration length) {
		if (length.isZero()) {
			return "0s";
		}
		for (Map.Entry<ChronoUnit, String> unit : UNITS.entrySet()) {
			long units = length.dividedBy(unit.getKey().getDuration());
			if (unit.getKey().getDuration().multipliedBy(units).equals(length)) {
				return units + unit.getValue();
			}
		}
		return length.toString();
	}

}
