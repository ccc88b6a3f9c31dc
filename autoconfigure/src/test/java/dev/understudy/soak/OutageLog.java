package dev.understudy.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.understudy.health.StateStore;
import dev.understudy.redis.RedisLimitStore;
import org.slf4j.LoggerFactory;

/**
 * Hears what the library logs. Of an outage there may be one warning, and one line when
 * it is over; warnings of anything else there may be none.
 */
final class OutageLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	/**
	 * Calls that nobody answered, models that stand down, a configuration that is wrong,
	 * and events that nobody has time for at full speed.
	 */
	private static final List<String> EXPECTED = List.of("dev.understudy.routing", "dev.understudy.health",
			"dev.understudy.boot.UnderstudyRefresh", "dev.understudy.spring.ApplicationEvents");

	private static final List<Store> STORES = List.of(
			new Store("limits", "Limits cannot be counted in Redis", "Limits are counted in Redis again"),
			new Store("standbys", "standbys are neither kept nor shared", "is back and knows what happened meanwhile"));

	private final Logger logger = (Logger) LoggerFactory.getLogger("dev.understudy");

	private final List<Logger> stores = List.of((Logger) LoggerFactory.getLogger(RedisLimitStore.class),
			(Logger) LoggerFactory.getLogger(StateStore.class));

	/** Says each second during an outage that it cannot reconnect. */
	private final Logger driver = (Logger) LoggerFactory.getLogger("io.lettuce");

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final List<String> others = new CopyOnWriteArrayList<>();

	static OutageLog listen() {
		OutageLog log = new OutageLog();
		log.start();
		log.logger.setAdditive(false);
		log.logger.addAppender(log);
		log.stores.forEach((store) -> store.setLevel(Level.INFO));
		log.driver.setLevel(Level.ERROR);
		return log;
	}

	@Override
	protected void append(ILoggingEvent event) {
		if (this.stores.stream().anyMatch((store) -> store.getName().equals(event.getLoggerName()))) {
			this.lines.add(event.getFormattedMessage());
		}
		else if (event.getLevel().isGreaterOrEqual(Level.WARN) && !EXPECTED.contains(event.getLoggerName())) {
			this.others.add(event.getLoggerName() + ": " + event.getFormattedMessage());
		}
	}

	/** Whether everything is known to be well again. */
	boolean allIsWell() {
		return STORES.stream().allMatch((store) -> count(store.lost()) == count(store.back()));
	}

	long warnings() {
		return STORES.stream().mapToLong((store) -> count(store.lost())).sum();
	}

	/**
	 * What there was too much of.
	 * @param outages how many there were
	 */
	List<String> complaints(int outages) {
		List<String> all = new ArrayList<>(this.others);
		STORES.forEach((store) -> all.addAll(store.complaints(this.lines, outages)));
		return all;
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setAdditive(true);
		this.stores.forEach((store) -> store.setLevel(null));
		this.driver.setLevel(null);
		stop();
	}

	private long count(String text) {
		return this.lines.stream().filter((line) -> line.contains(text)).count();
	}

	/**
	 * What is said of one store.
	 *
	 * @param name what it keeps
	 * @param lost the warning
	 * @param back the line when it is over
	 */
	record Store(String name, String lost, String back) {

		/** A machine that stands still for a second may look like an outage. */
		private static final int STALLS = 2;

		List<String> complaints(List<String> lines, int outages) {
			List<String> all = new ArrayList<>();
			boolean away = false;
			int warnings = 0;
			for (String line : lines) {
				boolean warning = line.contains(this.lost);
				if (warning || line.contains(this.back)) {
					if (warning == away) {
						all.add(this.name + ": said twice that they are " + (away ? "away" : "back"));
					}
					away = warning;
					warnings += warning ? 1 : 0;
				}
			}
			if (warnings > STALLS * outages + STALLS) {
				all.add(this.name + ": " + warnings + " warnings of " + outages + " outages");
			}
			return all;
		}

	}

}
