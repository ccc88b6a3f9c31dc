package dev.understudy.wire;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.ChainExhaustedException;
import dev.understudy.routing.StreamSettings.Commit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * When the pieces of a stream come, and that nobody waits for a client that hangs. The
 * clients' own time is up after twenty seconds only.
 */
@Timeout(15)
class StreamsThroughChainTests {

	private static final WireStage STAGE = new WireStage();

	@AfterAll
	static void stop() {
		STAGE.close();
	}

	@ParameterizedTest
	@EnumSource
	void firstPieceIsThereBeforeTheLastIsSent(Provider provider) {
		try (WireStage.Performance performance = STAGE.begin(provider, Fault.NONE, Commit.FIRST_TOKEN)) {
			CountDownLatch first = new CountDownLatch(1);
			AtomicBoolean inTime = new AtomicBoolean();
			STAGE.failing.pace((piece, pieces) -> {
				if (piece == pieces / 2) {
					inTime.set(first.await(10, TimeUnit.SECONDS));
				}
			});
			String text = String.join("",
					texts(performance).doOnNext((piece) -> first.countDown()).collectList().block());
			assertThat(inTime).isTrue();
			assertThat(text).isEqualTo(WireStage.FIRST.text());
			assertThat(performance.requests()).isEqualTo("1+0");
		}
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsThereBeforeTheLastIsSentWhereWholeAnswersAreAskedFor(Provider provider) {
		try (WireStage.Performance performance = STAGE.begin(provider, Fault.NONE, Commit.COMPLETE)) {
			AtomicBoolean sent = new AtomicBoolean();
			STAGE.failing.pace((piece, pieces) -> sent.set(piece == pieces - 1));
			texts(performance).doOnNext((piece) -> assertThat(sent).isTrue()).blockLast();
		}
	}

	@ParameterizedTest
	@EnumSource
	void stalledStreamHoldsNobody(Provider provider) {
		List<String> heard = List.of();
		for (int slowness : WireStage.slowness(Fault.STALL)) {
			heard = heard.isEmpty() ? heard(provider, slowness) : heard;
		}
		assertThat(heard).containsExactlyElementsOf(WireStage.SECOND.pieces());
	}

	/** Nothing if the next model had no time either. */
	private static List<String> heard(Provider provider, int slowness) {
		try (WireStage.Performance performance = STAGE.begin(provider, Fault.STALL, Commit.COMPLETE, slowness)) {
			return texts(performance).collectList()
				.onErrorReturn(ChainExhaustedException.class, List.of())
				.blockOptional()
				.orElseThrow();
		}
	}

	@ParameterizedTest
	@EnumSource
	void cancellingReturnsAtOnceAlthoughTheClientHangs(Provider provider) throws InterruptedException {
		try (WireStage.Performance performance = STAGE.begin(provider, Fault.STALL, Commit.FIRST_TOKEN)) {
			CountDownLatch first = new CountDownLatch(1);
			Disposable stream = texts(performance).subscribe((piece) -> first.countDown(), (thrown) -> {
			});
			assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
			stream.dispose();
			assertThat(catchThrowable(
					() -> STAGE.begin(provider, Fault.NONE, Commit.FIRST_TOKEN).chain.stream(new Prompt("To be?"))
						.blockLast(Duration.ofSeconds(10))))
				.isNull();
		}
	}

	private static Flux<String> texts(WireStage.Performance performance) {
		return performance.chain.stream(new Prompt("To be?"))
			.flatMapIterable((response) -> response.getResults())
			.mapNotNull((generation) -> generation.getOutput().getText())
			.filter(Objects::nonNull)
			.filter((text) -> !text.isEmpty());
	}

}
