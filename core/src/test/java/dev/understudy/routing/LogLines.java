package dev.understudy.routing;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * Reads what the engine writes into the log while it is open.
 */
final class LogLines implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("dev.understudy");

	private final Level before = this.logger.getLevel();

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	LogLines() {
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setLevel(Level.ALL);
		this.logger.setAdditive(false);
	}

	List<String> at(Level level) {
		return this.appender.list.stream()
			.filter((event) -> event.getLevel().equals(level))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	/** All lines, each with its throwable if it has one. */
	List<String> all() {
		return this.appender.list.stream()
			.map((event) -> event.getFormattedMessage()
					+ ((event.getThrowableProxy() != null) ? event.getThrowableProxy().getMessage() : ""))
			.toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(this.before);
		this.logger.setAdditive(true);
	}

}
