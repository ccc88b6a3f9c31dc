package dev.understudy.spring;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What annotations may refer to: the configured chains and what their models can do.
 *
 * @param defaultChain the chain of annotations that name none, {@code null} when there is
 * no such chain
 * @param capabilities the capabilities of each model, by the chain's name
 */
public record ChainCatalog(@Nullable String defaultChain, Map<String, List<Set<String>>> capabilities) {

	public ChainCatalog {
		capabilities = Map.copyOf(capabilities);
	}

	boolean knows(String chain) {
		return this.capabilities.containsKey(chain);
	}

	Set<String> chains() {
		return this.capabilities.keySet();
	}

	boolean anyModelHas(String chain, Set<String> required) {
		return this.capabilities.getOrDefault(chain, List.of())
			.stream()
			.anyMatch((declared) -> declared.containsAll(required));
	}

}
