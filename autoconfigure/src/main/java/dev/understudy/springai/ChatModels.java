package dev.understudy.springai;

import org.springframework.ai.chat.model.ChatModel;

/**
 * Gives a chat model of any chain that is in force, also of one that came with a refresh,
 * and of one that is made up for the moment: what the {@link dev.understudy.ModelRouter}
 * is to calls, for code that chats and streams.
 * <p>
 * A chat model follows its chain: it is looked up at each call, so that one may be kept.
 * Making one is cheap, and nobody holds on to it. A model of the chain that has no client
 * of Spring AI fails when its turn comes. While an attempt runs, a chat model calls the
 * current model directly, as those of the chains do. Thread-safe.
 */
public interface ChatModels {

	/**
	 * The chat model of a chain.
	 * @param name the chain's name
	 * @return a chat model over the chain, with its rungs
	 * @throws dev.understudy.UnknownNameException when there is no such chain
	 */
	ChatModel chain(String name);

	/**
	 * The chat model of a chain made up for the moment: the given models in this order,
	 * with the default policy, without rungs. In metadata and meters it is called
	 * {@code ad-hoc}.
	 * @param ids ids of configured models, at least one, none twice
	 * @return a chat model over these models
	 * @throws dev.understudy.UnknownNameException when there is no such model
	 */
	ChatModel models(String... ids);

}
