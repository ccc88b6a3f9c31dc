package dev.understudy.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import dev.understudy.HealthProbe;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.ProbeResult;
import dev.understudy.ProbeResult.Verdict;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.wire.Answer;
import dev.understudy.wire.Fault;
import dev.understudy.wire.ProviderServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Probes over the real clients of three vendors, against HTTP.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringAiProbeTests {

	private static final String CANARY = "canary-81c2";

	private final ProviderServer provider = new ProviderServer();

	private final ApplicationContextRunner runner = SpringAiContexts.runner(this.provider.url());

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt", "claude", "local" })
	void modelIsAskedTheConfiguredPromptThroughItsOwnClientForAFewTokens(String id) {
		this.provider.answer(Answer.of("OK").withTokens(3, 2));
		this.runner.withPropertyValues("spring.ai.openai.chat.temperature=0.4").run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.probe(id)).returns(Verdict.REACHABLE, ProbeResult::verdict)
				.returns(null, ProbeResult::failure);
			assertThat(this.provider.requests()).singleElement().satisfies((request) -> {
				ModelStatus status = registry.status(id);
				assertThat(request.model()).isEqualTo(status.name());
				JsonNode body = request.body();
				assertThat(body.at("/messages")).hasSize(1);
				assertThat(body.at("/messages/0").toString()).contains("Say OK");
				assertThat(body.toString()).containsPattern("\"(max_tokens|max_completion_tokens|num_predict)\":16");
				if (id.equals("gpt")) {
					assertThat(body.at("/temperature").asDouble()).isEqualTo(0.4);
				}
				assertThat(status.tokensUsed()).isEqualTo(5);
				assertThat(status.requestsUsed()).isZero();
			});
		});
	}

	@Test
	void eachModelMayHaveAPromptOfItsOwn() {
		this.runner
			.withPropertyValues("understudy.health.probe.prompt=Are you there?",
					"understudy.models.claude.health.probe.prompt=Et toi?")
			.run((context) -> {
				ModelRegistry registry = context.getBean(ModelRegistry.class);
				registry.probe("gpt");
				registry.probe("claude");
				assertThat(this.provider.requests().get(0).body().toString()).contains("Are you there?");
				assertThat(this.provider.requests().get(1).body().toString()).contains("Et toi?");
			});
	}

	@ParameterizedTest
	@CsvSource({ "BAD_REQUEST, BAD_REQUEST", "RATE_LIMIT, RATE_LIMIT", "CONTENT_FILTER, CONTENT_FILTER",
			"CONTEXT_LENGTH, CONTEXT_LENGTH", "FILTERED, CONTENT_FILTER" })
	void modelThatRefusesIsReached(Fault fault, FailureKind kind) {
		this.provider.play(fault);
		this.runner.run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.probe("gpt")).returns(Verdict.REACHABLE, ProbeResult::verdict)
				.returns(kind, ProbeResult::failure);
			assertThat(registry.status("gpt").state()).isEqualTo(ModelState.ACTIVE);
			assertThat(this.provider.requests()).hasSize(1);
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "UNAUTHORIZED", "MODEL_NOT_FOUND", "QUOTA", "SERVER_ERROR", "UNAVAILABLE", "OVERLOADED",
			"EMPTY_BODY", "EMPTY_ANSWER", "MALFORMED", "CUT", "RESET", "REFUSED" })
	void modelThatFailsIsDownAfterOneRequestWithoutAnybodyElseBeingAsked(Fault fault) {
		this.provider.play(fault);
		this.runner.run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.probe("gpt").verdict()).isEqualTo(Verdict.FAILED);
			assertThat(registry.status("gpt").standbys()).extracting(Standby::reason)
				.contains(StandbyReason.PROBE_FAILED);
			assertThat(this.provider.requests()).hasSizeLessThanOrEqualTo(1);
			assertThat(registry.statistics().chains())
				.allSatisfy((chain, counts) -> assertThat(counts.calls()).isZero());
		});
	}

	@Test
	void wrongKeyIsToldAsSuch() {
		this.provider.play(Fault.UNAUTHORIZED);
		this.runner.run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.probe("gpt").failure()).isEqualTo(FailureKind.AUTH_ERROR);
			assertThat(registry.status("gpt").standbys()).extracting(Standby::reason)
				.containsExactlyInAnyOrder(StandbyReason.AUTH_FAILED, StandbyReason.PROBE_FAILED);
		});
	}

	@Test
	void modelThatHangsFailsWithinItsBound() {
		this.provider.play(Fault.NO_ANSWER);
		this.runner.withPropertyValues("understudy.models.gpt.health.probe.timeout=300ms").run((context) -> {
			ProbeResult result = context.getBean(ModelRegistry.class).probe("gpt");
			assertThat(result.failure()).isEqualTo(FailureKind.TIMEOUT);
			assertThat(result.took()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
		});
	}

	@Test
	void answerThatWasCutAtTheFewTokensIsAnAnswer() {
		this.provider.answer(Answer.of("").withFinish(Answer.Finish.LENGTH));
		this.runner
			.run((context) -> assertThat(context.getBean(ModelRegistry.class).probe("gpt").reachable()).isTrue());
	}

	@Test
	void recoveryIsFoundBySchedule() {
		this.provider.play(Fault.SERVER_ERROR);
		this.runner
			.withPropertyValues("understudy.health.probe.enabled=true", "understudy.health.probe.interval=50ms",
					"understudy.health.consecutive-failures=1", "understudy.health.cooldown=100ms",
					"understudy.models.claude.health.probe.enabled=false",
					"understudy.models.local.health.probe.enabled=false")
			.run((context) -> {
				ModelRegistry registry = context.getBean(ModelRegistry.class);
				assertThat(registry.probe("gpt").reachable()).isFalse();
				this.provider.play(Fault.NONE);
				long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
				while (registry.status("gpt").state() != ModelState.ACTIVE && System.nanoTime() < end) {
					LockSupport.parkNanos(1_000_000);
				}
				assertThat(registry.status("gpt").healthy()).isTrue();
				assertThat(registry.status("gpt").requestsUsed()).isZero();
			});
	}

	@Test
	void probeOfTheApplicationComesFirst() {
		Own own = new Own();
		this.runner.withBean(HealthProbe.class, () -> own).run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.probe("gpt").reachable()).isTrue();
			assertThat(this.provider.requests()).isEmpty();
			assertThat(registry.probe("claude").reachable()).isTrue();
			assertThat(this.provider.requests()).hasSize(1);
			assertThat(own.asked).containsExactly("gpt");
		});
	}

	@Test
	void modelWithoutAClientIsNotProbed() {
		this.runner.withPropertyValues("understudy.models.other.provider=nobody").run((context) -> {
			assertThat(context.getBean(ModelRegistry.class).probe("other").verdict()).isEqualTo(Verdict.UNSUPPORTED);
			assertThat(this.provider.requests()).isEmpty();
		});
	}

	@Test
	void answerOfAProbeIsNoLastGoodAnswer() {
		this.provider.answer(Answer.of("probe's own words"));
		this.runner
			.withPropertyValues("understudy.chains.assistant.degrade[0].last-good=1h",
					"understudy.chains.assistant.degrade[1].text=sorry")
			.run((context) -> {
				context.getBean(ModelRegistry.class).probe("gpt");
				this.provider.play(Fault.UNAVAILABLE);
				assertThat(context.getBean(ChatModel.class).call("Say OK")).isEqualTo("sorry");
			});
	}

	@Test
	void neitherPromptNorAnswerNorFailureIsLogged(CapturedOutput output) {
		this.provider.answer(Answer.of(CANARY));
		this.runner.withPropertyValues("understudy.health.probe.prompt=" + CANARY).run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			registry.probe("gpt");
			for (Fault fault : List.of(Fault.BAD_REQUEST, Fault.UNAUTHORIZED, Fault.MALFORMED)) {
				this.provider.play(fault);
				registry.probe("gpt");
			}
			assertThat(registry.statuses().toString()).doesNotContain(CANARY);
		});
		assertThat(output.getAll()).doesNotContain(CANARY);
	}

	/** Knows one of the models. */
	private static final class Own implements HealthProbe {

		private final List<@Nullable String> asked = new CopyOnWriteArrayList<>();

		@Override
		public boolean supports(Model model) {
			return model.id().equals("gpt");
		}

		@Override
		public void probe(Model model, Duration timeout) {
			this.asked.add(model.id());
		}

	}

}
