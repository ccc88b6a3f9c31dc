package dev.understudy.boot;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Spares the binder the search for what is not written. Nearly every key of nearly every
 * model is left out, and the binder looks for each of them in each source. What is bound
 * is the same. Good for one binding.
 */
final class WrittenOnly extends AbstractBindHandler {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(UnderstudyProperties.PREFIX);

	private @Nullable WrittenNames written;

	WrittenOnly(BindHandler parent) {
		super(parent);
	}

	/** Binds what the environment holds now. */
	static UnderstudyProperties bind(Environment environment) {
		return Binder.get(environment, new WrittenOnly(BindHandler.DEFAULT))
			.bindOrCreate(UnderstudyProperties.PREFIX, UnderstudyProperties.class);
	}

	/**
	 * Binds for those who come before the engine: what cannot be bound is reported when
	 * that is made.
	 */
	static Optional<UnderstudyProperties> bindIfPossible(Environment environment) {
		try {
			return Optional.of(bind(environment));
		}
		catch (BindException ex) {
			return Optional.empty();
		}
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		Bindable<T> started = super.onStart(name, target, context);
		if (!PREFIX.equals(name) && !PREFIX.isAncestorOf(name)) {
			return started;
		}
		// The first name is bound from all sources, an item of a list from one.
		if (this.written == null) {
			this.written = WrittenNames.below(PREFIX, context.getSources());
		}
		return (context.getDepth() == 0 || this.written.mayHold(name)) ? started : null;
	}

}
