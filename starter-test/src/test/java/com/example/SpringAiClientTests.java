package com.example;

import java.time.Duration;

import dev.understudy.ModelRegistry;
import dev.understudy.PartialAnswerException;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.springai.RoutingChatModel;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.VirtualClock;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.answersWith;
import static dev.understudy.test.Script.fails;
import static dev.understudy.test.Script.hangs;
import static dev.understudy.test.Script.streams;
import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static dev.understudy.test.springai.SpringAiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans that ask over Spring AI run as they are, and its clients are scripted.
 */
@SpringBootTest
@AutoConfigureScriptedModels
@Timeout(60)
class SpringAiClientTests {

	@Autowired
	private ScriptedModels models;

	@Autowired
	private VirtualClock clock;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private ChatDesk desk;

	@Test
	void chatClientFallsBack() {
		this.models.script("gpt", fails(FailureKind.RATE_LIMIT, Duration.ofSeconds(40)));
		this.models.script("claude", answers("From Claude.").using(11, 7));
		ChatResponse response = this.desk.ask("When do you open?");
		assertThat(response).fellBackTo("claude").hasAttempts(2).hasText("From Claude.");
		assertThat(response.getMetadata().getUsage().getTotalTokens()).isEqualTo(18);
		assertThat(this.registry.status("gpt")).isOnStandbyFor(StandbyReason.RATE_LIMITED)
			.isUsableAfter(Duration.ofSeconds(40));
		assertThat(this.registry.status("claude").tokensUsed()).isEqualTo(18);
	}

	@Test
	void promptIsKeptAsItIsSent() {
		this.models.script("gpt", answers("At nine."));
		assertThat(this.desk.ask("When do you open?")).isAnsweredByFirstChoice().isAnsweredBy("gpt");
		assertThat(this.models.asked()).singleElement().satisfies((asked) -> {
			assertThat(asked.modelId()).isEqualTo("gpt");
			assertThat(asked.question()).isEqualTo("When do you open?");
			assertThat(asked.request()).isInstanceOfSatisfying(Prompt.class,
					(prompt) -> assertThat(prompt.getOptions().getModel()).isEqualTo("gpt-4.1"));
		});
	}

	@Test
	void rungOfTheChainAnswersWhenNoModelDoes() {
		this.models.script("gpt", fails(FailureKind.AUTH_ERROR));
		this.models.script("claude", fails(FailureKind.UNAVAILABLE));
		assertThat(this.desk.ask("?")).isDegraded()
			.isDegradedBecauseOf(FailureKind.UNAVAILABLE)
			.hasText("Sorry, I can't answer right now.");
	}

	@Test
	void streamComesInPiecesAndCountsItsTokens() {
		this.models.script("gpt", answers("At ", "nine.").using(5, 2));
		StepVerifier.create(this.desk.stream("?").filter((piece) -> !piece.isEmpty()))
			.expectNext("At ", "nine.")
			.verifyComplete();
		assertThat(this.registry.status("gpt").tokensUsed()).isEqualTo(7);
	}

	@Test
	void streamThatIsCutIsAPartialAnswer() {
		this.models.script("gpt", streams("At ", "ni").thenCuts());
		StepVerifier.create(this.desk.stream("?"))
			.expectNext("At ", "ni")
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOfSatisfying(PartialAnswerException.class,
					(ex) -> assertThat(ex.text()).isEqualTo("At ni")));
	}

	@Test
	void callsAndStreamsThatHangTimeOut() {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("At ten."));
		assertThat(this.desk.ask("?")).fellBackTo("claude");
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(30));
		StepVerifier.create(this.desk.stream("?").filter((piece) -> !piece.isEmpty()))
			.expectNext("At ten.")
			.verifyComplete();
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(40));
	}

	@Test
	void annotatedMethodAroundAChatClientIsRun() {
		this.models.script("gpt", fails(FailureKind.MODEL_NOT_FOUND));
		this.models.script("claude", answers("short"));
		assertThat(this.desk.summary("a long text")).isEqualTo("Summary: short");
		assertThat(this.models.asked("claude")).extracting("question").containsExactly("Sum up: a long text");
		assertThat(this.registry.status("gpt")).isOnStandbyFor(StandbyReason.MODEL_NOT_FOUND);
	}

	@Test
	void responseIsHandedOnAsItIs() {
		AssistantMessage message = AssistantMessage.builder().content("made").build();
		this.models.script("gpt", answersWith(new ChatResponse(java.util.List.of(new Generation(message)))));
		assertThat(this.desk.ask("?")).hasText("made").isAnsweredBy("gpt");
	}

	@Test
	void noClientOfAVendorIsMade(@Autowired ListableBeanFactory beans) {
		assertThat(beans.getBeansOfType(ChatModel.class).values())
			.allMatch((model) -> model instanceof RoutingChatModel || model.getClass().getName().contains("Scripted"));
	}

}
