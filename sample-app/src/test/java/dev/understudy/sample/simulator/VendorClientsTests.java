package dev.understudy.sample.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.understudy.ModelRegistry;
import dev.understudy.Outcome;
import dev.understudy.PartialAnswerException;
import dev.understudy.failure.FailureKind;
import dev.understudy.sample.HastyTimer;
import dev.understudy.sample.ModelWatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Each fault of each provider, as the real clients and a chain over them see it: the
 * chain begins with the broken model and goes on with another one.
 */
@SpringBootTest(
		properties = { "understudy.chains.from-gpt.models[0]=gpt", "understudy.chains.from-gpt.models[1]=claude",
				"understudy.chains.from-claude.models[0]=claude", "understudy.chains.from-claude.models[1]=local",
				"understudy.chains.from-local.models[0]=local", "understudy.chains.from-local.models[1]=gpt",
				"understudy.defaults.retry.max-attempts=1", "simulator.slow-for=2m", "simulator.flap-every=1h" })
@ActiveProfiles("quick")
@Import({ ModelWatch.class, HastyTimer.class })
@TestInstance(Lifecycle.PER_CLASS)
class VendorClientsTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final Map<String, String> NAMES = Map.of("openAiChatModel", "gpt-4.1", "anthropicChatModel",
			"claude-sonnet-4-5", "ollamaChatModel", "llama3.2");

	@Autowired
	private ApplicationContext context;

	@Autowired
	private Switchboard switchboard;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private HastyTimer timer;

	@Autowired
	private ModelWatch watch;

	static Stream<Arguments> cells() {
		return Stream.of("gpt", "claude", "local")
			.flatMap((model) -> Stream.of(Fault.values())
				.filter((fault) -> fault != Fault.NONE)
				.map((fault) -> Arguments.of(model, fault)));
	}

	/** Loads the clients' classes, which may take longer than any model. */
	@BeforeAll
	void warmUp() {
		NAMES.forEach((client, name) -> {
			ChatModel model = this.context.getBean(client, ChatModel.class);
			Prompt prompt = new Prompt("Hello", model.getOptions().mutate().model(name).build());
			model.stream(prompt).blockLast(LONG);
			model.call(prompt);
		});
	}

	@BeforeEach
	void mend() {
		this.timer.calm();
		this.switchboard.mendAll();
		this.registry.statuses().forEach((status) -> this.registry.enable(status.id()));
		this.watch.clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt", "claude", "local" })
	void wellModelAnswersByItself(String model) {
		ChatResponse whole = chain(model).call(new Prompt("Hello"));
		assertThat(text(List.of(whole))).startsWith("Hello, how can I help?")
			.endsWith("You asked " + model + ": \"Hello\"");
		assertThat(whole.getMetadata().getUsage().getCompletionTokens()).isBetween(40, 90);
		List<ChatResponse> pieces = chain(model).stream(new Prompt("Hello")).collectList().block(LONG);
		assertThat(pieces).hasSizeGreaterThan(40);
		assertThat(text(pieces)).isEqualTo(text(List.of(whole)));
		assertThat(this.watch.failures()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("cells")
	void callGoesOnWithTheNextModel(String model, Fault fault) {
		breakDown(model, fault);
		ChatResponse response = chain(model).call(new Prompt("Hello"));
		assertThat(text(List.of(response))).startsWith("Hello, how can I help?");
		assertThat(response.getMetadata().<String>get("understudy.model")).isNotEqualTo(model);
		assertThat(response.getMetadata().<String>get("understudy.outcome")).isEqualTo(Outcome.FELL_BACK.tag());
		assertThat(this.watch.failures()).containsExactly(model + " " + expected(fault));
	}

	@ParameterizedTest
	@MethodSource("cells")
	void streamGoesOnWithTheNextModelOrSaysThatItIsCut(String model, Fault fault) {
		breakDown(model, fault);
		List<ChatResponse> pieces = new CopyOnWriteArrayList<>();
		Throwable thrown = catchThrowable(
				() -> chain(model).stream(new Prompt("Hello")).doOnNext(pieces::add).blockLast(LONG));
		if (fault == Fault.CUT_STREAM) {
			assertThat(thrown).isInstanceOf(PartialAnswerException.class);
			assertThat(text(pieces)).startsWith("Hello, how can I help?")
				.isEqualTo(((PartialAnswerException) thrown).text());
		}
		else {
			assertThat(thrown).isNull();
			assertThat(text(pieces)).startsWith("Hello, how can I help?").doesNotContain("You asked " + model);
		}
		assertThat(this.watch.failures()).containsExactly(model + " " + expected(fault));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.INCLUDE, names = { "DOWN", "RATE_LIMITED", "QUOTA_GONE", "WRONG_KEY", "OVERLOADED" })
	void refusedModelStandsDownAtOnce(Fault fault) {
		this.switchboard.set("gpt", fault);
		chain("gpt").call(new Prompt("Hello"));
		assertThat(this.registry.status("gpt").healthy()).isFalse();
	}

	/**
	 * Some clients keep the request of a stream that nobody reads any more, and make a
	 * few at a time.
	 */
	@ParameterizedTest
	@CsvSource({ "gpt, HANG", "gpt, SLOW", "claude, HANG", "local, HANG" })
	void mendedModelLetsGoOfThoseWhoWaited(String model, Fault fault) {
		for (int i = 0; i < 7; i++) {
			breakDown(model, fault);
			assertThat(stream(model)).doesNotContain("You asked " + model);
			this.registry.enable(model);
		}
		mend();
		assertThat(stream(model)).endsWith("You asked " + model + ": \"Hello\"");
		assertThat(this.watch.failures()).isEmpty();
	}

	/** Whether a model that never answers is waited for is another question. */
	private void breakDown(String model, Fault fault) {
		this.switchboard.set(model, fault);
		if (expected(fault) == FailureKind.TIMEOUT) {
			this.timer.hurry();
		}
	}

	private String stream(String model) {
		return text(chain(model).stream(new Prompt("Hello")).collectList().block(LONG));
	}

	private static FailureKind expected(Fault fault) {
		return switch (fault) {
			case DOWN, OVERLOADED, FLAPPING -> FailureKind.UNAVAILABLE;
			case SLOW, HANG -> FailureKind.TIMEOUT;
			case RATE_LIMITED -> FailureKind.RATE_LIMIT;
			case QUOTA_GONE -> FailureKind.QUOTA_EXHAUSTED;
			case WRONG_KEY -> FailureKind.AUTH_ERROR;
			case CUT_STREAM, GARBAGE -> FailureKind.INVALID_RESPONSE;
			case NONE -> throw new IllegalArgumentException("Nothing fails");
		};
	}

	private ChatModel chain(String model) {
		return this.context.getBean("from-" + model + "ChatModel", ChatModel.class);
	}

	private static String text(List<ChatResponse> pieces) {
		return pieces.stream()
			.flatMap((piece) -> piece.getResults().stream())
			.map((generation) -> generation.getOutput().getText())
			.filter(Objects::nonNull)
			.collect(Collectors.joining());
	}

}
