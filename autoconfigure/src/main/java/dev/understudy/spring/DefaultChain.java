package dev.understudy.spring;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The chain of those who name none.
 *
 * @param name its name, {@code null} when there is none: several chains are configured
 * and none of them is said to be the default, or no chain is configured
 * @param known the names of all configured chains, in the order of configuration
 */
public record DefaultChain(@Nullable String name, List<String> known) {

	public DefaultChain {
		known = List.copyOf(known);
	}

}
