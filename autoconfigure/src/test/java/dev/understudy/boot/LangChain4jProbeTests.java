package dev.understudy.boot;

import java.time.Duration;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelState;
import dev.understudy.ProbeResult;
import dev.understudy.ProbeResult.Verdict;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.wire.Answer;
import dev.understudy.wire.Fault;
import dev.understudy.wire.ProviderServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Probes over the real clients of two vendors, against HTTP.
 */
class LangChain4jProbeTests {

	private final ProviderServer provider = new ProviderServer();

	private final ApplicationContextRunner runner = LangChain4jContexts.runner(this.provider.url(),
			this.provider.url());

	@AfterEach
	void stop() {
		this.provider.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt", "local" })
	void modelIsAskedTheConfiguredPromptThroughItsOwnClientForAFewTokens(String id) {
		this.provider.answer(Answer.of("OK").withTokens(3, 2));
		this.runner.withPropertyValues("understudy.health.probe.prompt=Are you there?").run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.probe(id)).returns(Verdict.REACHABLE, ProbeResult::verdict)
				.returns(null, ProbeResult::failure);
			assertThat(this.provider.requests()).singleElement().satisfies((request) -> {
				assertThat(request.model()).isEqualTo(registry.status(id).name());
				assertThat(request.body().at("/messages")).hasSize(1);
				assertThat(request.body().toString()).contains("Are you there?")
					.containsPattern("\"(max_tokens|max_completion_tokens|num_predict)\":16");
			});
			assertThat(registry.status(id).tokensUsed()).isEqualTo(5);
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
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "UNAUTHORIZED", "MODEL_NOT_FOUND", "QUOTA", "SERVER_ERROR", "UNAVAILABLE", "EMPTY_ANSWER",
			"MALFORMED", "RESET", "REFUSED" })
	void modelThatFailsIsDownAfterOneRequest(Fault fault) {
		this.provider.play(fault);
		this.runner.run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.probe("gpt").verdict()).isEqualTo(Verdict.FAILED);
			assertThat(registry.status("gpt").standbys()).extracting(Standby::reason)
				.contains(StandbyReason.PROBE_FAILED);
			assertThat(this.provider.requests()).hasSizeLessThanOrEqualTo(1);
		});
	}

	@Test
	void modelThatHangsFailsWithinItsBound() {
		this.provider.play(Fault.NO_ANSWER);
		this.runner.withPropertyValues("understudy.health.probe.timeout=300ms").run((context) -> {
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
	void modelWithoutAClientIsNotProbed() {
		this.runner.withPropertyValues("understudy.models.other.provider=nobody").run((context) -> {
			assertThat(context.getBean(ModelRegistry.class).probe("other").verdict()).isEqualTo(Verdict.UNSUPPORTED);
			assertThat(this.provider.requests()).isEmpty();
		});
	}

}
