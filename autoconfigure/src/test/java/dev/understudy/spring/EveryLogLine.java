package dev.understudy.spring;

import java.util.Arrays;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What everybody logs at any level while it is open.
 */
final class EveryLogLine implements AutoCloseable {

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Level before = this.root.getLevel();

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	EveryLogLine() {
		this.lines.start();
		this.root.addAppender(this.lines);
		this.root.setLevel(Level.TRACE);
	}

	/** Whether we have said anything at all. */
	boolean hasOurs() {
		return all().stream().anyMatch((line) -> line.getLoggerName().startsWith("dev.understudy"));
	}

	/** The lines that give a secret away. */
	List<ILoggingEvent> telling(String secret) {
		return all().stream().filter((line) -> tells(line, secret)).toList();
	}

	@Override
	public void close() {
		this.root.detachAppender(this.lines);
		this.root.setLevel(this.before);
	}

	private List<ILoggingEvent> all() {
		return List.copyOf(this.lines.list);
	}

	private static boolean tells(ILoggingEvent line, String secret) {
		return line.getFormattedMessage().contains(secret) || line.getMDCPropertyMap().toString().contains(secret)
				|| Arrays.toString(line.getArgumentArray()).contains(secret) || tells(line.getThrowableProxy(), secret);
	}

	private static boolean tells(@Nullable IThrowableProxy thrown, String secret) {
		return thrown != null
				&& (String.valueOf(thrown.getMessage()).contains(secret) || tells(thrown.getCause(), secret)
						|| Arrays.stream(thrown.getSuppressed()).anyMatch((each) -> tells(each, secret)));
	}

}
