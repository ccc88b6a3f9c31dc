package dev.understudy.boot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.understudy.Model;

import org.springframework.beans.factory.BeanFactory;

/**
 * Finds clients among the beans, each once and not before it is needed. Thread-safe.
 *
 * @param <C> the kind of clients
 */
final class BeanClients<C> {

	private final BeanFactory factory;

	private final Class<C> kind;

	private final Function<Model, ClientSearch> search;

	private final Map<String, C> known = new ConcurrentHashMap<>();

	/**
	 * Looks among the beans of a factory.
	 * @param factory has the beans
	 * @param kind the type of the clients
	 * @param search knows which bean is the client of a model
	 */
	BeanClients(BeanFactory factory, Class<C> kind, Function<Model, ClientSearch> search) {
		this.factory = factory;
		this.kind = kind;
		this.search = search;
	}

	/**
	 * The client of a model.
	 * @param model the model
	 * @return a client that is no chain
	 * @throws IllegalStateException when the model has none
	 */
	C of(Model model) {
		C client = this.known.get(model.id());
		return (client != null) ? client : this.known.computeIfAbsent(model.id(), (id) -> find(model));
	}

	private C find(Model model) {
		ClientSearch found = this.search.apply(model);
		if (found.result() != ClientSearch.Result.FOUND) {
			throw new IllegalStateException("Model '" + model.id() + "' of provider '" + model.provider()
					+ "' has no client among the beans of type " + this.kind.getName());
		}
		return this.factory.getBean(found.bean(), this.kind);
	}

}
