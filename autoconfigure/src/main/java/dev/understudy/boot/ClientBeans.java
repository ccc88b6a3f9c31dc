package dev.understudy.boot;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The clients of one kind among the beans, by name and type, without creating any of
 * them.
 */
final class ClientBeans {

	private final ConfigurableListableBeanFactory beans;

	private final Class<?> kind;

	private final Class<?> routing;

	private final @Nullable List<String> known;

	/**
	 * Looks among the beans of a factory.
	 * @param beans has the beans
	 * @param kind the type of the clients
	 * @param routing the type of those that are chains
	 */
	ClientBeans(ConfigurableListableBeanFactory beans, Class<?> kind, Class<?> routing) {
		this(beans, kind, routing, null);
	}

	private ClientBeans(ConfigurableListableBeanFactory beans, Class<?> kind, Class<?> routing,
			@Nullable List<String> known) {
		this.beans = beans;
		this.kind = kind;
		this.routing = routing;
		this.known = known;
	}

	/**
	 * The same beans, whose names are looked up once, for whoever searches often.
	 * @return does not see beans that come later
	 */
	ClientBeans asOfNow() {
		return new ClientBeans(this.beans, this.kind, this.routing, names());
	}

	/**
	 * The beans that may be clients: those that are no chains.
	 * @return their names
	 */
	List<String> names() {
		if (this.known != null) {
			return this.known;
		}
		return Arrays.stream(this.beans.getBeanNamesForType(this.kind, true, false))
			.filter((name) -> !isRouting(name) && isCandidate(name))
			.toList();
	}

	/**
	 * Whether one of them is primary.
	 * @return {@code true} when the application has chosen for itself
	 */
	boolean anyPrimary() {
		return names().stream().anyMatch(this::isPrimary);
	}

	/**
	 * Looks for the client of a model.
	 * @param provider who runs the model, empty when nobody said
	 * @param client the bean that is to be its client, {@code null} when nobody said
	 * @return what was found
	 */
	ClientSearch find(String provider, @Nullable String client) {
		List<String> names = names();
		if (client != null) {
			if (names.contains(client)) {
				return ClientSearch.found(client);
			}
			return (this.beans.containsBean(client) && isRouting(client)) ? ClientSearch.routing(client)
					: ClientSearch.missing();
		}
		if (provider.isBlank()) {
			return (names.size() == 1) ? ClientSearch.found(names.get(0)) : ClientSearch.missing();
		}
		return ofProvider(provider, names);
	}

	ClientSearch find(ModelProperties model) {
		return find(model.provider(), model.client());
	}

	private ClientSearch ofProvider(String provider, List<String> names) {
		Predicate<String> byType = (name) -> Providers.owns(provider, type(name));
		Predicate<String> byName = (name) -> Providers.owns(provider, name);
		List<String> both = names.stream().filter(byType.and(byName)).toList();
		if (both.size() == 1) {
			return ClientSearch.found(both.get(0));
		}
		List<String> typed = names.stream().filter(byType).toList();
		if (typed.isEmpty()) {
			return among(names.stream().filter(byName).toList());
		}
		return among(both.isEmpty() ? typed : both);
	}

	/** The one that fits, or the primary one of several. */
	private ClientSearch among(List<String> fitting) {
		List<String> primary = fitting.stream().filter(this::isPrimary).toList();
		return (primary.size() == 1) ? ClientSearch.found(primary.get(0)) : one(fitting);
	}

	private static ClientSearch one(List<String> fitting) {
		return switch (fitting.size()) {
			case 0 -> ClientSearch.missing();
			case 1 -> ClientSearch.found(fitting.get(0));
			default -> ClientSearch.ambiguous(fitting);
		};
	}

	private String type(String name) {
		Class<?> type = this.beans.getType(name, false);
		return (type != null) ? type.getSimpleName() : "";
	}

	private boolean isRouting(String name) {
		Class<?> type = this.beans.getType(name, false);
		return type != null && this.routing.isAssignableFrom(type);
	}

	private boolean isPrimary(String name) {
		return this.beans.containsBeanDefinition(name) && this.beans.getMergedBeanDefinition(name).isPrimary();
	}

	private boolean isCandidate(String name) {
		return !this.beans.containsBeanDefinition(name)
				|| this.beans.getMergedBeanDefinition(name).isAutowireCandidate();
	}

}
