package dev.understudy.routing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.understudy.ModelRecovered;
import dev.understudy.ModelStoodDown;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.HealthListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a model's changes of state into the log and hands them to whoever listens, in this
 * instance and in others, and what is about other models to those.
 */
final class HealthReports implements HealthListener {

	private static final Logger logger = LoggerFactory.getLogger("dev.understudy.health");

	private final Listeners listeners;

	private final StandbyExchange exchange;

	private final Company company;

	HealthReports(Listeners listeners, StandbyExchange exchange, Company company) {
		this.listeners = listeners;
		this.exchange = exchange;
		this.company = company;
	}

	@Override
	public void stoodDown(String modelId, Standby standby) {
		Object until = (standby.until() != null) ? standby.until().truncatedTo(ChronoUnit.SECONDS)
				: "somebody enables it";
		if (standby.reason() == StandbyReason.AUTH_FAILED || standby.reason() == StandbyReason.MODEL_NOT_FOUND) {
			logger.error("Model '{}' is on standby until {}: {}. Its configuration needs a look", modelId, until,
					standby.reason());
		}
		else {
			logger.info("Model '{}' is on standby until {}: {}", modelId, until, standby.reason());
		}
		if (!this.listeners.isEmpty()) {
			ModelStoodDown event = new ModelStoodDown(modelId, standby.reason(), standby.since(), standby.until());
			this.listeners.tell((listener) -> listener.stoodDown(event));
		}
	}

	@Override
	public void refused(String modelId, Standby standby) {
		this.company.refused(modelId, standby);
	}

	@Override
	public void recovered(String modelId, Instant at) {
		logger.info("Model '{}' is active again", modelId);
		if (!this.listeners.isEmpty()) {
			ModelRecovered event = new ModelRecovered(modelId, at);
			this.listeners.tell((listener) -> listener.recovered(event));
		}
	}

	@Override
	public void changed(String modelId) {
		this.exchange.changed(modelId);
	}

}
