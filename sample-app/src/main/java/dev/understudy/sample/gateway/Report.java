package dev.understudy.sample.gateway;

import java.net.URLEncoder;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Outcome;
import dev.understudy.PartialAnswerException;
import dev.understudy.springai.ChatMetadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.http.HttpHeaders;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What became of a call.
 *
 * @param chain the chain's name
 * @param model id of the model that answered or broke off, {@code null} when none did
 * @param outcome how the call ended, or will if nothing else happens
 * @param kind of a degraded or failed call: why
 * @param attempts how many attempts there were
 */
record Report(@Nullable String chain, @Nullable String model, String outcome, @Nullable String kind,
		@Nullable Integer attempts) {

	static Report of(ChatResponse response) {
		ChatResponseMetadata told = response.getMetadata();
		return new Report(told.get(ChatMetadata.CHAIN), told.get(ChatMetadata.MODEL),
				told.getOrDefault(ChatMetadata.OUTCOME, Outcome.ANSWERED.tag()), told.get(ChatMetadata.KIND),
				told.get(ChatMetadata.ATTEMPTS));
	}

	static Report of(ChainExhaustedException exhausted) {
		return new Report(exhausted.chain(), null, Outcome.FAILED.tag(), exhausted.kind().tag(),
				exhausted.attempts().size());
	}

	static Report of(PartialAnswerException partial) {
		return new Report(null, partial.model().id(), Outcome.FAILED.tag(), partial.failure().kind().tag(), null);
	}

	/** Names are those of the configuration, never a caller's. */
	void writeTo(HttpHeaders headers) {
		write("X-Understudy-Chain", this.chain, headers);
		write("X-Understudy-Model", this.model, headers);
		write("X-Understudy-Outcome", this.outcome, headers);
		write("X-Understudy-Attempts", this.attempts, headers);
	}

	ObjectNode json(Json json) {
		ObjectNode node = json.object().put("outcome", this.outcome);
		if (this.chain != null) {
			node.put("chain", this.chain);
		}
		if (this.kind != null) {
			node.put("kind", this.kind);
		}
		if (this.attempts != null) {
			node.put("attempts", this.attempts);
		}
		return node;
	}

	private static void write(String header, @Nullable Object value, HttpHeaders headers) {
		if (value != null) {
			String text = value.toString();
			boolean plain = text.chars().allMatch((character) -> character > ' ' && character < 0x7f);
			headers.set(header, plain ? text : URLEncoder.encode(text, UTF_8));
		}
	}

}
