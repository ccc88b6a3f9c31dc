package dev.understudy.redis;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.StandbyNotice;

/**
 * How a notice is written in Redis: what orders it in the name of a field, the rest as
 * its value. Times are seconds since 1970, with nine digits behind the point.
 */
final class NoticeFields {

	private static final Pattern STANDS = Pattern.compile("([A-Z_]+) (\\d{1,15}) (\\S+)");

	private static final Pattern LIFT = Pattern.compile("([A-Z_]+) lift");

	private static final Pattern TIME = Pattern.compile("(-?\\d{1,17})\\.(\\d{9})");

	private static final String ENDLESS = "-";

	private NoticeFields() {
	}

	/** Reason, version, end and the rest, as the script wants them. */
	static List<byte[]> arguments(StandbyNotice notice) {
		Standby standby = notice.standby();
		String said = Long.toString(notice.version());
		if (standby == null) {
			return List.of(Keys.bytes(notice.reason().name()), Keys.bytes(said), Keys.bytes("lift"), new byte[0]);
		}
		String end = (standby.until() != null) ? time(standby.until()) : ENDLESS;
		String rest = time(standby.since()) + ((standby.note() != null) ? " " + standby.note() : "");
		return List.of(Keys.bytes(notice.reason().name()), Keys.bytes(said), Keys.bytes(end), Keys.bytes(rest));
	}

	/**
	 * Reads a field.
	 * @throws IllegalArgumentException when it cannot be understood
	 */
	static StandbyNotice notice(String modelId, String field, String value) {
		try {
			Matcher lift = LIFT.matcher(field);
			if (lift.matches()) {
				return StandbyNotice.lifted(modelId, Long.parseLong(value), StandbyReason.valueOf(lift.group(1)));
			}
			Matcher stands = STANDS.matcher(field);
			if (!stands.matches()) {
				throw new IllegalArgumentException("Field '" + field + "' is not a notice");
			}
			int space = value.indexOf(' ');
			Instant since = instant((space < 0) ? value : value.substring(0, space));
			String note = (space < 0) ? null : value.substring(space + 1);
			Instant until = stands.group(3).equals(ENDLESS) ? null : instant(stands.group(3));
			return StandbyNotice.stands(modelId, Long.parseLong(stands.group(2)),
					new Standby(StandbyReason.valueOf(stands.group(1)), since, until, note));
		}
		catch (DateTimeException | ArithmeticException ex) {
			throw new IllegalArgumentException("Field '" + field + "' has a broken time", ex);
		}
	}

	private static String time(Instant at) {
		return String.format(Locale.ROOT, "%d.%09d", at.getEpochSecond(), at.getNano());
	}

	private static Instant instant(String text) {
		Matcher time = TIME.matcher(text);
		if (!time.matches()) {
			throw new IllegalArgumentException("'" + text + "' is not a time");
		}
		return Instant.ofEpochSecond(Long.parseLong(time.group(1)), Long.parseLong(time.group(2)));
	}

}
