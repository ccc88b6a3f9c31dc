package dev.understudy.routing;

import java.util.Set;

import dev.understudy.Model;
import dev.understudy.health.HealthRules;
import dev.understudy.health.MaintenanceWindows;
import dev.understudy.limit.Limits;
import org.jspecify.annotations.Nullable;

/**
 * One model as it is configured.
 *
 * @param model the model
 * @param enabled whether any chain may use it
 * @param maxConcurrent attempts that may run at once, 0 for no bound
 * @param health the rules for its health
 * @param probe how it is probed
 * @param limits what it may use up
 * @param maintenance when it is maintained, {@code null} for never
 * @param clients names of what it is called through: when its provider refuses the key,
 * or has no quota left, every model that has one of these names stands down with it. None
 * for a model that stands alone
 */
public record ModelSettings(Model model, boolean enabled, int maxConcurrent, HealthRules health, ProbeSettings probe,
		Limits limits, @Nullable MaintenanceWindows maintenance, Set<String> clients) {

	public ModelSettings {
		clients = Set.copyOf(clients);
		if (maxConcurrent < 0) {
			throw Check.refuse("max-concurrent of model '" + model.id() + "'", maxConcurrent,
					"must be 1 or more, or 0 for no bound");
		}
	}

	/**
	 * A model without limits and maintenance, which is not probed on a schedule and
	 * stands alone.
	 * @param model the model
	 * @param enabled whether any chain may use it
	 * @param maxConcurrent attempts that may run at once, 0 for no bound
	 * @param health the rules for its health
	 */
	public ModelSettings(Model model, boolean enabled, int maxConcurrent, HealthRules health) {
		this(model, enabled, maxConcurrent, health, ProbeSettings.DEFAULT, Limits.NONE, null, Set.of());
	}

	/**
	 * A model that is enabled, without bound and with the default rules.
	 * @param model the model
	 * @return its settings
	 */
	public static ModelSettings of(Model model) {
		return new ModelSettings(model, true, 0, HealthRules.DEFAULT);
	}

	public ModelSettings withEnabled(boolean value) {
		return new ModelSettings(this.model, value, this.maxConcurrent, this.health, this.probe, this.limits,
				this.maintenance, this.clients);
	}

	public ModelSettings withMaxConcurrent(int value) {
		return new ModelSettings(this.model, this.enabled, value, this.health, this.probe, this.limits,
				this.maintenance, this.clients);
	}

	public ModelSettings withHealth(HealthRules rules) {
		return new ModelSettings(this.model, this.enabled, this.maxConcurrent, rules, this.probe, this.limits,
				this.maintenance, this.clients);
	}

	public ModelSettings withProbe(ProbeSettings settings) {
		return new ModelSettings(this.model, this.enabled, this.maxConcurrent, this.health, settings, this.limits,
				this.maintenance, this.clients);
	}

	public ModelSettings withLimits(Limits value) {
		return new ModelSettings(this.model, this.enabled, this.maxConcurrent, this.health, this.probe, value,
				this.maintenance, this.clients);
	}

	public ModelSettings withMaintenance(@Nullable MaintenanceWindows windows) {
		return new ModelSettings(this.model, this.enabled, this.maxConcurrent, this.health, this.probe, this.limits,
				windows, this.clients);
	}

	public ModelSettings withClients(String... names) {
		return new ModelSettings(this.model, this.enabled, this.maxConcurrent, this.health, this.probe, this.limits,
				this.maintenance, Set.of(names));
	}

}
