package dev.understudy.sample.page;

import java.util.List;
import java.util.Locale;

import dev.understudy.sample.simulator.SimulatedModel;
import dev.understudy.sample.simulator.Switchboard;
import dev.understudy.springai.RoutingChatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets the client of each simulated provider say a word before the first visitor does:
 * its first call loads half of its library, and would be taken for a model that is too
 * slow. Goes past the chains, so nothing is counted. Real providers are left alone.
 */
@Component
@ConditionalOnBooleanProperty(name = "sample.warm-up", matchIfMissing = true)
class WarmUp {

	private static final Logger logger = LoggerFactory.getLogger(WarmUp.class);

	private final List<ChatModel> clients;

	private final List<SimulatedModel> models;

	WarmUp(ObjectProvider<ChatModel> clients, Switchboard switchboard) {
		this.clients = clients.stream().filter((client) -> !(client instanceof RoutingChatModel)).toList();
		this.models = switchboard.models();
	}

	@EventListener(ApplicationReadyEvent.class)
	void begin() {
		for (SimulatedModel model : this.models) {
			this.clients.stream().filter((client) -> talksTo(client, model)).forEach((client) -> {
				Thread thread = new Thread(() -> say(client, model), "sample-warm-up");
				thread.setDaemon(true);
				thread.start();
			});
		}
	}

	private static boolean talksTo(ChatModel client, SimulatedModel model) {
		return client.getClass().getSimpleName().toLowerCase(Locale.ROOT).startsWith(model.provider());
	}

	private static void say(ChatModel client, SimulatedModel model) {
		try {
			client.stream(new Prompt("Hello", client.getOptions().mutate().model(model.name()).build())).blockLast();
		}
		catch (RuntimeException ex) {
			// Then the first visitor is the one who waits.
			logger.debug("Model '{}' could not be warmed up: {}", model.id(), ex.getClass().getName());
		}
	}

}
