package dev.understudy.boot;

import java.util.List;
import java.util.Locale;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.understudy.langchain4j.RoutingChatModel;
import dev.understudy.langchain4j.RoutingStreamingChatModel;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the clients of LangChain4j, where one bean calls and another one streams. A
 * client that is named is of the one kind; that of the other kind is then the bean of the
 * same name but for the word "Streaming", or is found by provider.
 */
final class LangChain4jClients {

	private final ClientBeans calls;

	private final ClientBeans streams;

	LangChain4jClients(ConfigurableListableBeanFactory beans) {
		this.calls = new ClientBeans(beans, ChatModel.class, RoutingChatModel.class);
		this.streams = new ClientBeans(beans, StreamingChatModel.class, RoutingStreamingChatModel.class);
	}

	ClientBeans calls() {
		return this.calls;
	}

	ClientBeans streams() {
		return this.streams;
	}

	ClientSearch call(String provider, @Nullable String client) {
		return find(this.calls, this.streams, provider, client);
	}

	ClientSearch call(ModelProperties model) {
		return call(model.provider(), model.client());
	}

	ClientSearch stream(String provider, @Nullable String client) {
		return find(this.streams, this.calls, provider, client);
	}

	ClientSearch stream(ModelProperties model) {
		return stream(model.provider(), model.client());
	}

	private static ClientSearch find(ClientBeans wanted, ClientBeans others, String provider, @Nullable String client) {
		if (client == null || wanted.names().contains(client) || !others.names().contains(client)) {
			return wanted.find(provider, client);
		}
		List<String> siblings = wanted.names().stream().filter((name) -> plain(name).equals(plain(client))).toList();
		if (siblings.size() == 1) {
			return ClientSearch.found(siblings.get(0));
		}
		ClientSearch found = wanted.find(provider, null);
		return (found.result() == ClientSearch.Result.FOUND) ? found : ClientSearch.missing();
	}

	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replace("streaming", "");
	}

}
