package dev.understudy.test.boot;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.langchain4j.ScriptedLangChain4jModel;
import dev.understudy.test.springai.ScriptedChatModel;

/**
 * A client of Spring AI and of LangChain4j, for applications that have both.
 */
final class ScriptedClient extends ScriptedChatModel implements ChatModel, StreamingChatModel {

	private final ScriptedLangChain4jModel other;

	ScriptedClient(Supplier<ScriptedModels> models, List<String> modelIds) {
		super(models, modelIds);
		this.other = new ScriptedLangChain4jModel(models, modelIds);
	}

	@Override
	public ChatResponse doChat(ChatRequest request) {
		return this.other.doChat(request);
	}

	@Override
	public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
		this.other.doChat(request, handler);
	}

	@Override
	public ChatRequestParameters defaultRequestParameters() {
		return this.other.defaultRequestParameters();
	}

	@Override
	public List<ChatModelListener> listeners() {
		return this.other.listeners();
	}

	@Override
	public ModelProvider provider() {
		return this.other.provider();
	}

	@Override
	public Set<Capability> supportedCapabilities() {
		return this.other.supportedCapabilities();
	}

}
