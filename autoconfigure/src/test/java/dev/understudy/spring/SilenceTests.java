package dev.understudy.spring;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What people ask and what models answer is in no log line, at any level.
 */
class SilenceTests {

	private static final String CANARY = "canary-7391";

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private Level before = Level.INFO;

	@BeforeEach
	void listen() {
		this.before = this.root.getLevel();
		this.root.setLevel(Level.TRACE);
		this.lines.start();
		this.root.addAppender(this.lines);
	}

	@AfterEach
	void stop() {
		this.root.detachAppender(this.lines);
		this.root.setLevel(this.before);
	}

	@Test
	void argumentsAnswersAndMessagesAreInNoLogLine() {
		Theatre.runner()
			.withBean(Confidant.class)
			.withPropertyValues("understudy.health.consecutive-failures=2",
					"understudy.chains.cheap.degrade[0].last-good=1h")
			.run((context) -> {
				Confidant bean = context.getBean(Confidant.class);
				Cast cast = context.getBean(Cast.class);
				bean.remembered(CANARY);
				bean.later(CANARY).join();
				cast.failWith(new IllegalStateException("down: " + CANARY), "gpt");
				bean.remembered(CANARY);
				cast.failWith(new IllegalStateException("down: " + CANARY), "claude", "local");
				for (int i = 0; i < 3; i++) {
					bean.remembered(CANARY);
					assertThat(bean.degraded(CANARY)).isEqualTo("text");
					assertThatThrownBy(() -> bean.exhausted(CANARY)).isNotNull();
					assertThat(bean.later(CANARY).join()).contains(CANARY);
					assertThatThrownBy(() -> bean.chosen(CANARY)).isNotNull();
				}
			});
		assertThat(this.lines.list).anyMatch((line) -> line.getLoggerName().startsWith("dev.understudy"));
		assertThat(List.copyOf(this.lines.list)).noneMatch(SilenceTests::tells);
	}

	private static boolean tells(ILoggingEvent line) {
		boolean tells = line.getFormattedMessage().contains(CANARY)
				|| line.getMDCPropertyMap().toString().contains(CANARY);
		for (IThrowableProxy each = line.getThrowableProxy(); each != null; each = each.getCause()) {
			tells = tells || String.valueOf(each.getMessage()).contains(CANARY);
		}
		return tells;
	}

	static class Confidant {

		private final Cast cast;

		Confidant(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback(key = "#secret")
		@DegradeTo(lastGood = "1h")
		public String remembered(String secret) {
			return this.cast.answer(secret);
		}

		@ModelFallback
		@DegradeTo("throwing")
		@DegradeTo(text = "text")
		public String degraded(String secret) {
			return this.cast.answer(secret);
		}

		private String throwing(String secret, Degradation degradation) {
			throw new IllegalArgumentException(secret);
		}

		@ModelFallback
		public String exhausted(String secret) {
			return this.cast.answer(secret);
		}

		@ModelFallback("cheap")
		public CompletableFuture<String> later(String secret) {
			return CompletableFuture.completedFuture(this.cast.answer(secret));
		}

		@ModelFallback("#{#secret}")
		public String chosen(String secret) {
			return this.cast.answer(secret);
		}

	}

}
