package dev.understudy.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.understudy.selection.SelectionStrategy;
import dev.understudy.selection.Strategies;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The strategies that a chain may name: the built-in ones, and beans by their names.
 */
final class StrategyNames {

	static final String WEIGHTED = "weighted";

	private final ListableBeanFactory beans;

	StrategyNames(ListableBeanFactory beans) {
		this.beans = beans;
	}

	/** Every name that is understood, without creating a bean. */
	List<String> known() {
		List<String> names = new ArrayList<>(Strategies.names());
		names.addAll(List.of(this.beans.getBeanNamesForType(SelectionStrategy.class, true, false)));
		return names;
	}

	Optional<SelectionStrategy> named(String name, boolean adaptive) {
		if (adaptive && WEIGHTED.equals(name)) {
			return Optional.of(Strategies.ADAPTIVE);
		}
		return Strategies.named(name).or(() -> bean(name));
	}

	private Optional<SelectionStrategy> bean(String name) {
		return known().contains(name) ? Optional.of(this.beans.getBean(name, SelectionStrategy.class))
				: Optional.empty();
	}

}
