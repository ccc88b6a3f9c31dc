package dev.understudy.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.understudy.PartialAnswerException;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.StreamSettings.Commit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Chains whose first model is behind a provider that nobody here wrote. Skipped where
 * Node is not there.
 */
class AimockTests {

	private static final String WHOLE = "To be, or not to be.";

	private static Aimock aimock;

	private static WireStage stage;

	@BeforeAll
	static void start() throws InterruptedException {
		try {
			aimock = Aimock.start();
		}
		catch (IOException ex) {
			Assumptions.abort("Nothing is tried against @copilotkit/aimock: " + ex.getMessage());
		}
		stage = new WireStage(aimock.url());
	}

	@AfterAll
	static void stop() {
		if (aimock != null) {
			stage.close();
			aimock.close();
		}
	}

	static Stream<Case> cases() {
		return Arrays.stream(Provider.values())
			.flatMap((provider) -> Stream.of(false, true)
				.flatMap((streaming) -> Stream.of(new Case(provider, streaming, "{}", List.of("ANSWER 1+0")),
						new Case(provider, streaming, "{\"rateLimitRate\": 1}", List.of("RATE_LIMIT NEXT 1+1")),
						new Case(provider, streaming, "{\"dropRate\": 1}", List.of("SERVER_ERROR NEXT 2+1")),
						new Case(provider, streaming, "{\"disconnectRate\": 1}", disconnected(provider)), new Case(
								provider, streaming, "{\"malformedRate\": 1}", List.of("INVALID_RESPONSE NEXT 2+1")))));
	}

	/**
	 * OkHttp itself sends once more what it has sent on a connection that it had kept.
	 */
	private static List<String> disconnected(Provider provider) {
		String twice = "NETWORK_ERROR NEXT 2+1";
		return (provider == Provider.OLLAMA) ? List.of(twice) : List.of(twice, "NETWORK_ERROR NEXT 3+1");
	}

	@ParameterizedTest
	@MethodSource("cases")
	void chainSays(Case each) throws Exception {
		aimock.chaos(each.chaos());
		assertThat(play(each.provider(), each.streaming(), "To be?")).isIn(each.expected());
	}

	@ParameterizedTest
	@EnumSource
	void usedUpQuotaIsNoRateLimit(Provider provider) throws Exception {
		aimock.chaos("{}");
		assertThat(play(provider, false, "quota")).isEqualTo("QUOTA_EXHAUSTED NEXT 1+1");
		assertThat(play(provider, true, "quota")).isEqualTo("QUOTA_EXHAUSTED NEXT 1+1");
	}

	@ParameterizedTest
	@EnumSource
	void cutStreamNeverCompletes(Provider provider) throws Exception {
		aimock.chaos("{}");
		assertThat(play(provider, true, "cut")).isEqualTo("INVALID_RESPONSE PARTIAL 1+0");
	}

	private static String play(Provider provider, boolean streaming, String question) throws Exception {
		int before = aimock.requests();
		try (WireStage.Performance performance = stage.begin(provider, Fault.NONE, Commit.FIRST_TOKEN)) {
			List<ChatResponse> pieces = new CopyOnWriteArrayList<>();
			Throwable thrown = catchThrowable(() -> {
				if (streaming) {
					performance.chain.stream(new Prompt(question))
						.doOnNext(pieces::add)
						.blockLast(Duration.ofSeconds(40));
				}
				else {
					pieces.add(performance.chain.call(new Prompt(question)));
				}
			});
			FailureKind kind = performance.kinds.get(0);
			return ((kind != null) ? kind + " " : "") + describe(text(pieces), thrown) + " "
					+ (aimock.requests() - before) + "+" + stage.healthy.requests().size();
		}
	}

	private static String describe(String text, Throwable thrown) {
		if (thrown instanceof PartialAnswerException partial) {
			assertThat(partial.text()).isEqualTo(text).isNotEmpty();
			return "PARTIAL";
		}
		assertThat(thrown).isNull();
		assertThat(text).isIn(WHOLE, WireStage.SECOND.text());
		return text.equals(WHOLE) ? "ANSWER" : "NEXT";
	}

	private static String text(List<ChatResponse> pieces) {
		return pieces.stream()
			.flatMap((piece) -> piece.getResults().stream())
			.map((generation) -> generation.getOutput().getText())
			.filter(Objects::nonNull)
			.collect(Collectors.joining());
	}

	private record Case(Provider provider, boolean streaming, String chaos, List<String> expected) {
	}

}
