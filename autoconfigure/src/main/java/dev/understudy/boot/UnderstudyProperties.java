package dev.understudy.boot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.understudy.limit.WhenStoreIsDown;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything below {@code understudy.*}.
 *
 * @param enabled whether Understudy does anything at all
 * @param defaultChain chain of those who name none; may be left out when there is exactly
 * one chain
 * @param models models by id
 * @param defaults policy of every chain, which each chain may change for itself
 * @param chains chains by name
 * @param health rules for the health of every model, which each model may change for
 * itself
 * @param limits how limits are counted
 * @param advice how annotated methods are advised
 * @param springAi Spring AI integration
 * @param state where standbys and counters are kept
 */
@ConfigurationProperties(UnderstudyProperties.PREFIX)
public record UnderstudyProperties(@DefaultValue("true") boolean enabled, @Nullable String defaultChain,
		@DefaultValue Map<String, ModelProperties> models,
		@NestedConfigurationProperty @DefaultValue PolicyProperties defaults,
		@DefaultValue Map<String, ChainProperties> chains,
		@NestedConfigurationProperty @DefaultValue HealthProperties health, @DefaultValue Limits limits,
		@DefaultValue Advice advice, @DefaultValue SpringAi springAi,
		@NestedConfigurationProperty @DefaultValue StateProperties state) {

	/** What every property begins with. */
	static final String PREFIX = "understudy";

	public UnderstudyProperties {
		models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
		chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
	}

	/**
	 * The chain of those who name none.
	 * @return the configured default chain or the only chain, else empty
	 */
	Optional<String> effectiveDefaultChain() {
		if (this.defaultChain != null) {
			return Optional.of(this.defaultChain);
		}
		return (this.chains.size() == 1) ? this.chains.keySet().stream().findFirst() : Optional.empty();
	}

	/** The bean that is to be the client of a model, {@code null} when nobody said. */
	@Nullable String client(String modelId) {
		ModelProperties model = this.models.get(modelId);
		return (model != null) ? model.client() : null;
	}

	/**
	 * How limits are counted.
	 *
	 * @param whenStoreIsDown what becomes of models with limits while the store of the
	 * counters is down: they are counted in this process alone, or not used
	 */
	public record Limits(@DefaultValue("count-locally") WhenStoreIsDown whenStoreIsDown) {

	}

	/**
	 * How annotated methods are advised.
	 *
	 * @param mode with proxies, or woven by AspectJ, which covers private methods and a
	 * bean's calls to itself too
	 * @param order place among other advice
	 */
	public record Advice(@DefaultValue("proxy") Mode mode, @Nullable Integer order) {

		/**
		 * How the advice gets to the methods.
		 */
		public enum Mode {

			/** Through Spring's proxies. */
			PROXY,

			/** Woven into the classes. */
			ASPECTJ

		}

	}

	/**
	 * Spring AI integration.
	 *
	 * @param primary whether the routing chat model of the default chain is primary
	 */
	public record SpringAi(@Nullable Boolean primary) {

	}

}
