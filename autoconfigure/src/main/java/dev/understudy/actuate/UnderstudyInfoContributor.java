package dev.understudy.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Tells which configuration this instance runs, under {@code understudy}: of a hundred
 * chains at most one by one, of all of them in one version.
 */
public final class UnderstudyInfoContributor implements InfoContributor {

	private static final int MOST_CHAINS = 100;

	private static final int MOST_MODELS = 20;

	private final Supplier<ConfigurationInForce> configuration;

	/**
	 * Tells what a source of configurations says at each time of asking.
	 * @param configuration what holds now
	 */
	public UnderstudyInfoContributor(Supplier<ConfigurationInForce> configuration) {
		this.configuration = configuration;
	}

	@Override
	public void contribute(Info.Builder builder) {
		ConfigurationInForce now = this.configuration.get();
		Map<String, Object> info = new LinkedHashMap<>();
		LibraryVersion.find().ifPresent((version) -> info.put("version", version));
		info.put("configuration", put(now.version(), "since", now.since().toString()));
		if (now.defaultChain() != null) {
			info.put("defaultChain", now.defaultChain());
		}
		Map<String, Object> chains = new LinkedHashMap<>();
		now.chains()
			.entrySet()
			.stream()
			.limit(MOST_CHAINS)
			.forEach((chain) -> chains.put(chain.getKey(), map(chain.getValue())));
		info.put("chains", chains);
		if (chains.size() < now.chains().size()) {
			info.put("chainsNotShown", now.chains().size() - chains.size());
		}
		builder.withDetail("understudy", info);
	}

	private static Map<String, Object> put(@Nullable String version, String key, Object value) {
		Map<String, Object> map = new LinkedHashMap<>();
		if (version != null) {
			map.put("version", version);
		}
		map.put(key, value);
		return map;
	}

	private static Map<String, Object> map(ConfigurationInForce.OfChain chain) {
		Map<String, Object> map = put(chain.version(), "models", chain.models().stream().limit(MOST_MODELS).toList());
		if (chain.models().size() > MOST_MODELS) {
			map.put("modelsNotShown", chain.models().size() - MOST_MODELS);
		}
		return map;
	}

}
