package dev.understudy.sample.service;

import dev.understudy.ModelFallback;
import dev.understudy.Routed;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.stereotype.Service;

import static java.util.Objects.requireNonNull;

/**
 * Has a chain for each kind of work: the cheapest model, a quick one, or one that has
 * what it takes. What a chain is made of stands in the configuration alone.
 */
@Service
public class Workbench {

	private final ChatClient client;

	Workbench(ChatClient.Builder clients) {
		this.client = clients.build();
	}

	/**
	 * Does what costs little.
	 * @param task what is to be done
	 * @return the result, and who has done it
	 */
	@ModelFallback("cheap")
	public Routed<String> cheaply(String task) {
		return ask(task);
	}

	/**
	 * Does what must not take long.
	 * @param task what is to be done
	 * @return the result, and who has done it
	 */
	@ModelFallback("fast")
	public Routed<String> quickly(String task) {
		return ask(task);
	}

	/**
	 * Writes code, with models that can call tools.
	 * @param task what is to be done
	 * @return the result, and who has done it
	 */
	@ModelFallback(value = "coding", requires = "tools")
	public Routed<String> code(String task) {
		return ask(task);
	}

	private Routed<String> ask(String task) {
		return Routed.of(requireNonNull(this.client.prompt().user(task).call().content()));
	}

}
