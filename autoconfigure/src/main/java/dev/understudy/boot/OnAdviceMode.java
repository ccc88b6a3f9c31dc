package dev.understudy.boot;

import dev.understudy.boot.UnderstudyProperties.Advice.Mode;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches one way of advising annotated methods, in any spelling that properties know. A
 * value that is none is left to the binding of the properties to report.
 */
abstract class OnAdviceMode implements Condition {

	private final Mode mode;

	OnAdviceMode(Mode mode) {
		this.mode = mode;
	}

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		try {
			return this.mode == Binder.get(context.getEnvironment())
				.bind("understudy.advice.mode", Mode.class)
				.orElse(Mode.PROXY);
		}
		catch (BindException ex) {
			return this.mode == Mode.PROXY;
		}
	}

	/**
	 * Matches advice in proxies.
	 */
	static final class Proxy extends OnAdviceMode {

		Proxy() {
			super(Mode.PROXY);
		}

	}

	/**
	 * Matches advice that AspectJ weaves.
	 */
	static final class AspectJ extends OnAdviceMode {

		AspectJ() {
			super(Mode.ASPECTJ);
		}

	}

}
