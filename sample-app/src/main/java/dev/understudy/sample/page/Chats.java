package dev.understudy.sample.page;

import java.util.Map;
import java.util.TreeMap;

import dev.understudy.UnknownNameException;
import dev.understudy.sample.web.Turnstile;
import dev.understudy.springai.RoutingChatModel;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Answers what is said on the page, through the chat model of a chain.
 */
@Component
class Chats {

	private static final int MOST = 64;

	private final Turnstile turnstile = new Turnstile(MOST,
			() -> new FullHouseException("As many pages chat as may chat at once"));

	private final Map<String, RoutingChatModel> chains = new TreeMap<>();

	private final Conversations conversations;

	private final ObservationRegistry observations;

	Chats(ListableBeanFactory beans, Conversations conversations, ObservationRegistry observations) {
		beans.getBeansOfType(RoutingChatModel.class).values().forEach((model) -> this.chains.put(model.chain(), model));
		this.conversations = conversations;
		this.observations = observations;
	}

	/** Whether one can chat on a chain. */
	boolean knows(String chain) {
		return this.chains.containsKey(chain);
	}

	/**
	 * Answers. An answer that is none, or not a whole one, says so; the only failure is a
	 * {@link FullHouseException} where too many are answered already.
	 * @param line what was said
	 * @return the answer as it comes
	 * @throws UnknownNameException when there is no such chain
	 */
	Flux<ChatEvent> answer(Line line) {
		RoutingChatModel model = this.chains.get(line.chain());
		if (model == null) {
			throw new UnknownNameException("chain", line.chain(), this.chains.keySet());
		}
		return this.turnstile.admit(Flux.defer(() -> {
			ChatObservation observed = new ChatObservation();
			Observation observation = Observation.createNotStarted("sample.chat", () -> observed, this.observations)
				.lowCardinalityKeyValue("chain", line.chain())
				.start();
			UserMessage question = new UserMessage(line.message());
			Chat chat = new Chat(line.chain(), observed,
					(answer) -> this.conversations.remember(line.conversation(), question, answer));
			return chat.events(model.stream(new Prompt(this.conversations.with(line.conversation(), question))),
					observation);
		}));
	}

}
