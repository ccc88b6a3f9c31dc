package dev.understudy.springai;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The chat models among the beans, by name and type, without creating any of them.
 */
public final class ChatModelBeans {

	private final ConfigurableListableBeanFactory beans;

	private final @Nullable List<String> known;

	public ChatModelBeans(ConfigurableListableBeanFactory beans) {
		this(beans, null);
	}

	private ChatModelBeans(ConfigurableListableBeanFactory beans, @Nullable List<String> known) {
		this.beans = beans;
		this.known = known;
	}

	/**
	 * The same beans, whose names are looked up once, for whoever searches often.
	 * @return does not see beans that come later
	 */
	public ChatModelBeans asOfNow() {
		return new ChatModelBeans(this.beans, names());
	}

	/**
	 * The beans that may be clients: chat models that are no chains.
	 * @return their names
	 */
	public List<String> names() {
		if (this.known != null) {
			return this.known;
		}
		return Arrays.stream(this.beans.getBeanNamesForType(ChatModel.class, true, false))
			.filter((name) -> !isRouting(name) && isCandidate(name))
			.toList();
	}

	/**
	 * Whether one of them is primary.
	 * @return {@code true} when the application has chosen for itself
	 */
	public boolean anyPrimary() {
		return names().stream().anyMatch(this::isPrimary);
	}

	/**
	 * Looks for the client of a model.
	 * @param provider who runs the model, empty when nobody said
	 * @param client the bean that is to be its client, {@code null} when nobody said
	 * @return what was found
	 */
	public ClientSearch find(String provider, @Nullable String client) {
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
		return type != null && RoutingChatModel.class.isAssignableFrom(type);
	}

	private boolean isPrimary(String name) {
		return this.beans.containsBeanDefinition(name) && this.beans.getMergedBeanDefinition(name).isPrimary();
	}

	private boolean isCandidate(String name) {
		return !this.beans.containsBeanDefinition(name)
				|| this.beans.getMergedBeanDefinition(name).isAutowireCandidate();
	}

}
