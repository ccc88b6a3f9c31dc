package dev.understudy.actuate;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What configuration holds, told without its texts. A version is a fingerprint: equal
 * configurations have equal ones in every process.
 *
 * @param version the version of everything that follows, {@code null} where none could be
 * counted
 * @param since when it was last put in force, at the start or by a refresh
 * @param defaultChain the chain of those who name none, {@code null} when there is none
 * @param chains the chains by name, in the order of configuration
 */
public record ConfigurationInForce(@Nullable String version, Instant since, @Nullable String defaultChain,
		Map<String, OfChain> chains) {

	public ConfigurationInForce {
		chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
	}

	/**
	 * What holds for one chain.
	 *
	 * @param version the version of the chain, of its policy and of its models' settings,
	 * {@code null} where none could be counted
	 * @param models the ids of its models in the order of configuration
	 */
	public record OfChain(@Nullable String version, List<String> models) {

		public OfChain {
			models = List.copyOf(models);
		}

	}

}
