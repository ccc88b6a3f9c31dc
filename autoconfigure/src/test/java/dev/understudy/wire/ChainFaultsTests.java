package dev.understudy.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.understudy.ChainExhaustedException;
import dev.understudy.PartialAnswerException;
import dev.understudy.failure.FailureKind;
import dev.understudy.routing.StreamSettings.Commit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a chain makes of each fault of its first model: the kind of failure; whether the
 * caller gets the model's own answer, the next model's, a part of it or the exception
 * itself; and how many requests the first and the second provider have got.
 */
class ChainFaultsTests {

	private static final FaultTable TABLE = new FaultTable(
			"""
					                   | OPENAI call                 | OPENAI stream               | ANTHROPIC call              | ANTHROPIC stream            | OLLAMA call                 | OLLAMA stream
					NONE               | ANSWER 1+0
					BAD_REQUEST        | BAD_REQUEST CALLER 1+0
					CONTEXT_LENGTH     | CONTEXT_LENGTH NEXT 1+1
					CONTENT_FILTER     | CONTENT_FILTER CALLER 1+0
					UNAUTHORIZED       | AUTH_ERROR NEXT 1+1
					MODEL_NOT_FOUND    | MODEL_NOT_FOUND NEXT 1+1
					REQUEST_TIMEOUT    | TIMEOUT NEXT 2+1 a          | TIMEOUT NEXT 2+1 a          | TIMEOUT NEXT 2+1 a          | TIMEOUT NEXT 2+1 a          | TIMEOUT NEXT 1+1            | TIMEOUT NEXT 1+1
					RATE_LIMIT_SECONDS | RATE_LIMIT NEXT 1+1
					RATE_LIMIT_DATE    | RATE_LIMIT NEXT 1+1
					RATE_LIMIT         | RATE_LIMIT NEXT 1+1
					QUOTA              | QUOTA_EXHAUSTED NEXT 1+1
					SERVER_ERROR       | SERVER_ERROR NEXT 2+1 b
					UNAVAILABLE        | UNAVAILABLE NEXT 1+1
					OVERLOADED         | UNAVAILABLE NEXT 1+1
					REFUSED            | NETWORK_ERROR NEXT 0+1
					RESET              | NETWORK_ERROR NEXT 2+1 b
					HANG_UP            | NETWORK_ERROR NEXT 2+1 b
					NO_ANSWER          | TIMEOUT NEXT 1+1
					HEADERS_ONLY       | TIMEOUT NEXT 1+1
					EMPTY_BODY         | INVALID_RESPONSE NEXT 2+1 b
					EMPTY_ANSWER       | INVALID_RESPONSE NEXT 2+1 b
					ERROR_BODY         | INVALID_RESPONSE NEXT 2+1 b | SERVER_ERROR NEXT 2+1 b     | INVALID_RESPONSE NEXT 2+1 b | UNAVAILABLE NEXT 1+1        | INVALID_RESPONSE NEXT 2+1 b | INVALID_RESPONSE NEXT 2+1 b
					FILTERED           | CONTENT_FILTER CALLER 1+0   | CONTENT_FILTER PARTIAL 1+0
					MALFORMED          | INVALID_RESPONSE NEXT 2+1 b | INVALID_RESPONSE PARTIAL 1+0
					CUT                | INVALID_RESPONSE NEXT 2+1 b | INVALID_RESPONSE PARTIAL 1+0
					STALL              | TIMEOUT NEXT 1+1            | TIMEOUT PARTIAL 1+0
					EARLY_END          | - c                         | INVALID_RESPONSE PARTIAL 1+0
					NO_SENTINEL        | - c                         | ANSWER 1+0 d                | - c                         | ANSWER 1+0 d                | - c                         | INVALID_RESPONSE PARTIAL 1+0
					ERROR_HALFWAY      | - c                         | SERVER_ERROR PARTIAL 1+0    | - c                         | UNAVAILABLE PARTIAL 1+0     | - c                         | INVALID_RESPONSE PARTIAL 1+0
					""",
			Map.of("a", "OkHttp itself sends a request once more after a 408", "b", "the same model is tried once more",
					"c", "a plain answer has neither events nor an end mark", "d",
					"the reason for stopping has come, so that the answer is whole"));

	private static final Prompt PROMPT = new Prompt("To be?");

	private static final WireStage STAGE = new WireStage();

	@AfterAll
	static void stop() {
		STAGE.close();
	}

	static Stream<FaultTable.Cell> cells() {
		return TABLE.cells();
	}

	static Stream<FaultTable.Cell> brokenStreams() {
		return TABLE.cells().filter((cell) -> cell.streaming() && cell.expected().get(0).contains("PARTIAL"));
	}

	@Test
	void noCellIsSkippedWithoutReason() {
		assertThat(TABLE.gaps()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("cells")
	void chainSays(FaultTable.Cell cell) {
		String said = "";
		for (int slowness : WireStage.slowness(cell.fault())) {
			said = cell.expected().contains(said) ? said : said(cell, slowness);
		}
		assertThat(said).as(cell.toString()).isIn(cell.expected());
	}

	private static String said(FaultTable.Cell cell, int slowness) {
		try (WireStage.Performance performance = STAGE.begin(cell.provider(), cell.fault(), Commit.FIRST_TOKEN,
				slowness)) {
			List<ChatResponse> pieces = new CopyOnWriteArrayList<>();
			Throwable thrown = catchThrowable(() -> {
				if (cell.streaming()) {
					performance.chain.stream(PROMPT).doOnNext(pieces::add).blockLast(Duration.ofSeconds(40));
				}
				else {
					pieces.add(performance.chain.call(PROMPT));
				}
			});
			FailureKind kind = performance.kinds.get(0);
			return ((kind != null) ? kind + " " : "") + describe(pieces, thrown) + " " + performance.requests();
		}
	}

	@ParameterizedTest
	@MethodSource("brokenStreams")
	void brokenStreamBecomesWholeAnswerOfTheNextModel(FaultTable.Cell cell) {
		String expected = (cell.fault() == Fault.FILTERED) ? "CALLER 0" : "NEXT 1";
		String said = "";
		for (int slowness : WireStage.slowness(cell.fault())) {
			said = said.equals(expected) ? said : saidAsAWhole(cell, slowness);
		}
		assertThat(said).isEqualTo(expected);
	}

	private static String saidAsAWhole(FaultTable.Cell cell, int slowness) {
		try (WireStage.Performance performance = STAGE.begin(cell.provider(), cell.fault(), Commit.COMPLETE,
				slowness)) {
			List<ChatResponse> pieces = new CopyOnWriteArrayList<>();
			Throwable thrown = catchThrowable(
					() -> performance.chain.stream(PROMPT).doOnNext(pieces::add).blockLast(Duration.ofSeconds(40)));
			return describe(pieces, thrown) + " " + STAGE.healthy.requests().size();
		}
	}

	/** Says what the caller got, of which nothing may be there twice. */
	private static String describe(List<ChatResponse> pieces, Throwable thrown) {
		String text = text(pieces);
		if (thrown == null) {
			assertThat(text).isIn(WireStage.FIRST.text(), WireStage.SECOND.text());
			return text.equals(WireStage.FIRST.text()) ? "ANSWER" : "NEXT";
		}
		if (thrown instanceof ChainExhaustedException) {
			return "NOBODY";
		}
		if (thrown instanceof PartialAnswerException partial) {
			assertThat(text).isNotEmpty().isEqualTo(partial.text());
			assertThat(WireStage.FIRST.text()).startsWith(text);
			return "PARTIAL";
		}
		assertThat(text).isEmpty();
		return "CALLER";
	}

	private static String text(List<ChatResponse> pieces) {
		return pieces.stream()
			.flatMap((piece) -> piece.getResults().stream())
			.map((generation) -> generation.getOutput().getText())
			.filter(Objects::nonNull)
			.collect(Collectors.joining());
	}

}
