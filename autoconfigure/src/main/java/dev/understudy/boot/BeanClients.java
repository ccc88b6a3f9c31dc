package dev.understudy.boot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.understudy.Model;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;

/**
 * Finds clients among the beans, each once and not before it is needed. Thread-safe.
 *
 * @param <C> the kind of clients
 */
final class BeanClients<C> {

	private final BeanFactory factory;

	private final Class<C> kind;

	private final Search search;

	private final Function<String, @Nullable String> chosen;

	private final Map<Wanted, C> known = new ConcurrentHashMap<>();

	/**
	 * Looks among the beans of a factory.
	 * @param factory has the beans
	 * @param kind the type of the clients
	 * @param search finds the bean of a provider, or of a name
	 * @param chosen the bean that is to be a model's client now, by the model's id;
	 * {@code null} to find it by provider
	 */
	BeanClients(BeanFactory factory, Class<C> kind, Search search, Function<String, @Nullable String> chosen) {
		this.factory = factory;
		this.kind = kind;
		this.search = search;
		this.chosen = chosen;
	}

	/**
	 * The client of a model.
	 * @param model the model
	 * @return a client that is no chain
	 * @throws IllegalStateException when the model has none
	 */
	C of(Model model) {
		Wanted wanted = new Wanted(model.provider(), this.chosen.apply(model.id()));
		C client = this.known.get(wanted);
		return (client != null) ? client : this.known.computeIfAbsent(wanted, (same) -> find(model, same));
	}

	private C find(Model model, Wanted wanted) {
		ClientSearch found = this.search.find(wanted.provider(), wanted.bean());
		if (found.result() != ClientSearch.Result.FOUND) {
			throw new IllegalStateException("Model '" + model.id() + "' of provider '" + model.provider()
					+ "' has no client among the beans of type " + this.kind.getName());
		}
		return this.factory.getBean(found.bean(), this.kind);
	}

	/**
	 * Finds the bean of a provider, or of a name.
	 */
	@FunctionalInterface
	interface Search {

		ClientSearch find(String provider, @Nullable String client);

	}

	/** What decides on a client. */
	private record Wanted(String provider, @Nullable String bean) {

	}

}
