package dev.understudy.springai;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.understudy.Model;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.BeanFactory;

/**
 * Finds clients among the beans, each once and not before it is needed. Thread-safe.
 */
public final class BeanClients implements ModelClients {

	private final BeanFactory factory;

	private final ChatModelBeans beans;

	private final Function<String, @Nullable String> chosen;

	private final Map<Wanted, ChatModel> known = new ConcurrentHashMap<>();

	/**
	 * Looks among the beans of a factory.
	 * @param factory has the beans
	 * @param beans knows which of them are clients
	 * @param chosen the bean that is to be a model's client now, by the model's id;
	 * {@code null} to find it by provider
	 */
	public BeanClients(BeanFactory factory, ChatModelBeans beans, Function<String, @Nullable String> chosen) {
		this.factory = factory;
		this.beans = beans;
		this.chosen = chosen;
	}

	@Override
	public ChatModel of(Model model) {
		Wanted wanted = new Wanted(model.provider(), this.chosen.apply(model.id()));
		ChatModel client = this.known.get(wanted);
		return (client != null) ? client : this.known.computeIfAbsent(wanted, (same) -> find(model, same));
	}

	private ChatModel find(Model model, Wanted wanted) {
		ClientSearch search = this.beans.find(wanted.provider(), wanted.bean());
		if (search.result() != ClientSearch.Result.FOUND) {
			throw new IllegalStateException("Model '" + model.id() + "' of provider '" + model.provider()
					+ "' has no client of Spring AI among the beans '" + String.join("', '", this.beans.names()) + "'");
		}
		return this.factory.getBean(search.bean(), ChatModel.class);
	}

	/** What decides on a client. */
	private record Wanted(String provider, @Nullable String bean) {

	}

}
