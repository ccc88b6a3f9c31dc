package com.example;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.PartialAnswerException;
import dev.understudy.Routed;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.VirtualClock;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.fails;
import static dev.understudy.test.Script.hangs;
import static dev.understudy.test.Script.streams;
import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static dev.understudy.test.langchain4j.LangChain4jAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Beans that ask over LangChain4j, or with a router.
 */
@SpringBootTest
@AutoConfigureScriptedModels
@Timeout(60)
class OtherWaysTests {

	@Autowired
	private ScriptedModels models;

	@Autowired
	private VirtualClock clock;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private ModelRouter router;

	@Autowired
	private Concierge concierge;

	@Autowired
	private Translator translator;

	@Autowired
	private ChatModel model;

	@Autowired
	private StreamingChatModel streaming;

	@Test
	void serviceOfLangChain4jFallsBack() {
		this.models.script("gpt", fails(FailureKind.RATE_LIMIT, Duration.ofSeconds(40)));
		this.models.script("claude", answers("Guten Tag").using(3, 2));
		assertThat(this.translator.translate("Good day")).isEqualTo("Guten Tag");
		assertThat(this.models.asked("claude")).extracting("question").containsExactly("Good day");
		assertThat(this.registry.status("gpt")).isOnStandbyFor(StandbyReason.RATE_LIMITED)
			.isUsableAfter(Duration.ofSeconds(40));
		assertThat(this.registry.status("claude").tokensUsed()).isEqualTo(5);
	}

	@Test
	void answerOfLangChain4jTellsWhoGaveIt() {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("At ", "ten."));
		assertThat(chat()).fellBackTo("claude").hasAttempts(2).hasText("At ten.");
		this.models.script("claude", fails(FailureKind.AUTH_ERROR));
		this.models.standDown("gpt", StandbyReason.SLOW, Duration.ofMinutes(1));
		assertThat(chat("another")).isDegradedBecauseOf(FailureKind.AUTH_ERROR);
	}

	@Test
	void streamOfLangChain4jComesInPieces() throws Exception {
		this.models.script("gpt", answers("At ", "nine.").using(5, 2));
		Heard heard = stream();
		assertThat(heard.response.get(30, TimeUnit.SECONDS)).isAnsweredBy("gpt").hasText("At nine.");
		assertThat(heard.text).hasToString("At nine.");
		assertThat(this.registry.status("gpt").tokensUsed()).isEqualTo(7);
	}

	@Test
	void streamOfLangChain4jThatHangsFallsBack() throws Exception {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("At ten."));
		assertThat(stream().response.get(30, TimeUnit.SECONDS)).fellBackTo("claude");
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(10));
	}

	@Test
	void streamOfLangChain4jThatIsCutIsAPartialAnswer() {
		this.models.script("gpt", streams("At ", "ni").thenCuts());
		assertThat(stream().response).failsWithin(Duration.ofSeconds(30))
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(PartialAnswerException.class, (ex) -> assertThat(ex.text()).isEqualTo("At ni"));
	}

	@Test
	void routerCallOfABeanIsNotRun() {
		this.models.script("gpt", fails(FailureKind.UNAVAILABLE));
		this.models.script("claude", answers("Hello, Anna."));
		assertThat(this.concierge.greet("Anna")).fellBackFrom("gpt", FailureKind.UNAVAILABLE)
			.fellBackTo("claude")
			.hasAnswer("Hello, Anna.");
		assertThat(this.models.asked("claude")).singleElement()
			.satisfies((asked) -> assertThat(asked.request()).isEqualTo("Concierge"));
	}

	@Test
	void routerCallOfTheTestIsRun() {
		this.models.script("gpt", fails(FailureKind.UNAVAILABLE));
		this.models.script("claude", answers("Hello.").using(1, 2));
		Routed<String> routed = this.router.route("assistant", (any) -> this.models.ask("Greet") + "!");
		assertThat(routed).fellBackTo("claude").hasAnswer("Hello.!");
		assertThat(this.models.asked("gpt")).extracting("question").containsExactly("Greet");
		assertThat(this.registry.status("claude").tokensUsed()).isEqualTo(3);
	}

	@Test
	void modelThatHangsWithoutATimeoutSaysSo() {
		this.models.script("gpt", hangs());
		String message = "Model 'gpt' hangs, and nothing ends it: its chain has neither timeout nor deadline";
		assertThatThrownBy(() -> this.models.perform(this.registry.available("assistant").get(0), "", "").answer())
			.isInstanceOf(AssertionError.class)
			.hasMessage(message);
		assertThatThrownBy(this.models::verify).as("whoever swallowed it")
			.isInstanceOf(AssertionError.class)
			.hasMessage(message);
		this.models.reset();
	}

	private ChatResponse chat() {
		return chat("When?");
	}

	private ChatResponse chat(String question) {
		return this.model.chat(ChatRequest.builder().messages(UserMessage.from(question)).build());
	}

	private Heard stream() {
		Heard heard = new Heard();
		this.streaming.chat(ChatRequest.builder().messages(UserMessage.from("When?")).build(), heard);
		return heard;
	}

	private static final class Heard implements StreamingChatResponseHandler {

		private final StringBuilder text = new StringBuilder();

		private final CompletableFuture<ChatResponse> response = new CompletableFuture<>();

		@Override
		public void onPartialResponse(String part) {
			this.text.append(part);
		}

		@Override
		public void onCompleteResponse(ChatResponse whole) {
			this.response.complete(whole);
		}

		@Override
		public void onError(Throwable error) {
			this.response.completeExceptionally(error);
		}

	}

}
