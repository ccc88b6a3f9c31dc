package dev.understudy.boot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * Refreshes when Spring Cloud says that the environment has changed. Knows the event by
 * its name, and lets no failure out to whoever published it.
 */
final class EnvironmentChangeListener implements GenericApplicationListener {

	private static final String EVENT = "org.springframework.cloud.context.environment.EnvironmentChangeEvent";

	private static final Logger logger = LoggerFactory.getLogger(EnvironmentChangeListener.class);

	private final ObjectProvider<UnderstudyRefresh> refresh;

	EnvironmentChangeListener(ObjectProvider<UnderstudyRefresh> refresh) {
		this.refresh = refresh;
	}

	@Override
	public boolean supportsEventType(ResolvableType type) {
		return EVENT.equals(type.toClass().getName());
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		try {
			this.refresh.ifAvailable(UnderstudyRefresh::refresh);
		}
		catch (UnderstudyConfigurationException ex) {
			logger.debug("The change of the environment is not put in force");
		}
		catch (RuntimeException ex) {
			logger.warn("The change of the environment is not put in force: '{}'", ex.getClass().getName());
		}
	}

}
