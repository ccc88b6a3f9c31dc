package dev.understudy.springai;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptions;

/**
 * Makes the options of one attempt: those of the model's own client, then what the prompt
 * asks of that client's vendor or of every vendor, and the model's name last.
 */
final class AttemptOptions {

	private AttemptOptions() {
	}

	static ChatOptions of(ChatOptions own, @Nullable ChatOptions asked, String modelName) {
		ChatOptions.Builder<?> options = begin(own);
		if (asked != null) {
			ofSameVendor(own, asked, options);
			PortableOptions.copy(asked, options);
		}
		options.model(modelName);
		return options.build();
	}

	/** A client that knows no options of its own takes any. */
	private static ChatOptions.Builder<?> begin(ChatOptions own) {
		if (own.getClass() != DefaultChatOptions.class) {
			return own.mutate();
		}
		ChatOptions.Builder<?> options = new RoutingChatOptions.Builder();
		PortableOptions.copy(own, options);
		return options;
	}

	private static void ofSameVendor(ChatOptions own, ChatOptions asked, ChatOptions.Builder<?> options) {
		if (asked instanceof RoutingChatOptions routing) {
			routing.ofVendor(options.getClass()).ifPresent((vendor) -> options.combineWith(vendor.clone()));
		}
		else if (asked.getClass() == own.getClass()) {
			options.combineWith(asked.mutate());
		}
	}

}
