package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.understudy.Model;
import dev.understudy.UnknownNameException;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.VirtualTicker;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is refused in settings, each with its subject, value, rule and known alternatives.
 */
class RepertoireTests {

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	@Test
	void modelTwice() {
		refused(() -> new Repertoire(List.of(Stage.models("a", "b", "a")), List.of()),
				"Configured model is 'a', which must not be configured twice");
	}

	@Test
	void chainTwice() {
		refused(() -> new Repertoire(List.of(Stage.models("a")), List.of(Stage.chain("c", "a"), Stage.chain("c", "a"))),
				"Configured chain is 'c', which must not be configured twice");
	}

	@Test
	void unknownModel() {
		assertThatThrownBy(() -> repertoire(Stage.chain("c", "claud"))).isInstanceOf(UnknownNameException.class)
			.hasMessage("Unknown model 'claud', did you mean 'claude'? (known: 'a', 'b', 'claude')");
	}

	@Test
	void unknownReroute() {
		assertThatThrownBy(
				() -> repertoire(Stage.chain("first", "a").withReroutes(reroute("secnd")), Stage.chain("second", "b")))
			.isInstanceOf(UnknownNameException.class)
			.hasMessage("Unknown chain 'secnd', did you mean 'second'? (known: 'first', 'second')");
	}

	@Test
	void rerouteThatLeadsBack() {
		refused(() -> repertoire(Stage.chain("one", "a").withReroutes(reroute("one"))),
				"reroute of chain 'one' is 'one' -> 'one', which must not lead back");
		refused(() -> repertoire(Stage.chain("one", "a").withReroutes(reroute("two")),
				Stage.chain("two", "a").withReroutes(Map.of(FailureKind.TIMEOUT, "three")),
				Stage.chain("three", "a").withReroutes(reroute("two"))),
				"reroute of chain 'two' is 'one' -> 'two' -> 'three' -> 'two', which must not lead back");
	}

	@Test
	void reroutesToTheSameChainAreNoCircle() {
		repertoire(Stage.chain("one", "a").withReroutes(reroute("three")),
				Stage.chain("two", "a").withReroutes(reroute("three")), Stage.chain("three", "b"));
	}

	@Test
	void chainThatIsCalledLikeThoseMadeUpForOneRequest() {
		refused(() -> repertoire(Stage.chain("ad-hoc", "a")),
				"Configured chain is 'ad-hoc', which is what chains made up for one request are called");
	}

	@Test
	void chainWithoutModels() {
		refused(() -> ChainSettings.of("c"), "models of chain 'c' is '[]', must name at least one model");
	}

	@Test
	void chainWithAModelTwice() {
		refused(() -> ChainSettings.of("c", "a", "b", "a"),
				"models of chain 'c' is 'a', which must not be named twice");
	}

	@Test
	void chainWithoutAName() {
		refused(() -> ChainSettings.of(" ", "a"), "Chain name is ' ', must not be blank");
	}

	@Test
	void chainWithoutWeight() {
		SeatSettings weightless = SeatSettings.of("a").withWeight(0);
		refused(() -> ChainSettings.of("c", List.of(weightless, SeatSettings.of("b").withWeight(0))),
				"weight of every model of chain 'c' is '0', at least one must be greater than zero");
		ChainSettings.of("c", List.of(weightless, SeatSettings.of("b")));
	}

	@Test
	void deadlineBeyondReason() {
		ChainSettings chain = ChainSettings.of("c", "a");
		refused(() -> chain.withDeadline(Duration.ofNanos(-1)),
				"deadline of chain 'c' is 'PT-0.000000001S', must not be negative; zero means none");
		refused(() -> chain.withDeadline(LONGEST.plusNanos(1)), "must be shorter than 292 years");
		assertThat(chain.withDeadline(LONGEST).deadline()).isEqualTo(LONGEST);
	}

	@Test
	void placeThatMakesNoSense() {
		SeatSettings seat = SeatSettings.of("a");
		refused(() -> SeatSettings.of(""), "Model of a chain is '', must not be blank");
		refused(() -> seat.withWeight(-0.1), "weight of model 'a' is '-0.1', must be a number of zero or more");
		refused(() -> seat.withWeight(Double.NaN), "weight of model 'a' is 'NaN'");
		refused(() -> seat.withWeight(Double.POSITIVE_INFINITY), "weight of model 'a' is 'Infinity'");
		refused(() -> seat.withTimeout(Duration.ofSeconds(-1)),
				"timeout of model 'a' is 'PT-1S', must not be negative");
		refused(() -> seat.withTimeout(LONGEST.plusNanos(1)), "must be shorter than 292 years");
	}

	@Test
	void modelThatMakesNoSense() {
		ModelSettings model = Stage.model("a");
		refused(() -> model.withMaxConcurrent(-1),
				"max-concurrent of model 'a' is '-1', must be 1 or more, or 0 for no bound");
		assertThat(model.withMaxConcurrent(0).withEnabled(false).enabled()).isFalse();
	}

	@Test
	void streamThatMakesNoSense() {
		refused(() -> new StreamSettings(Duration.ofSeconds(-1), Duration.ZERO, StreamSettings.Commit.COMPLETE),
				"stream.first-token-timeout is 'PT-1S'");
		refused(() -> new StreamSettings(Duration.ZERO, Duration.ofSeconds(-1), StreamSettings.Commit.COMPLETE),
				"stream.idle-timeout is 'PT-1S'");
	}

	@Test
	void builderThatMakesNoSense() {
		UnderstudyBuilder builder = Understudy.builder();
		refused(() -> builder.probeTimeout(Duration.ZERO), "Timeout of a probe is 'PT0S', must be greater than zero");
		refused(() -> builder.mostAbandoned(0), "Number of abandoned attempts is '0', must be 1 or more");
		assertThatThrownBy(() -> builder.chain("c", "a").build()).isInstanceOf(UnknownNameException.class)
			.hasMessage("Unknown model 'a' (none is configured)");
	}

	@Test
	void requestThatMakesNoSense() {
		Stage stage = Stage.of("a");
		refused(() -> stage.router().chain(Stage.CHAIN).deadline(Duration.ZERO),
				"Deadline of a request is 'PT0S', must be greater than zero");
		refused(() -> stage.router().chain(Stage.CHAIN).deadline(LONGEST.plusNanos(1)),
				"must be shorter than 292 years");
		refused(() -> stage.router().models(), "models of chain 'ad-hoc' is '[]'");
		refused(() -> stage.router().models("a", "a"),
				"models of chain 'ad-hoc' is 'a', which must not be named twice");
		assertThatThrownBy(() -> stage.router().models("a", "x")).isInstanceOf(UnknownNameException.class);
	}

	@Test
	void rungThatMakesNoSense() {
		refused(() -> new LastGoodRung(Duration.ZERO, RungCondition.USUAL, LastGoodAnswers.inMemory(1),
				new VirtualTicker()), "last-good is 'PT0S', must be greater than zero");
		refused(() -> LastGoodAnswers.inMemory(0), "Number of last good answers is '0', must be 1 or more");
	}

	@Test
	void engineOfTheBuilderHasItsModels() {
		try (Understudy understudy = Understudy.builder()
			.models(Model.of("a", "p", "a"), Model.of("b", "p", "b"))
			.chain("c", "b")
			.build()) {
			assertThat(understudy.repertoire().models()).hasSize(2);
			assertThat(understudy.registry().available("c")).extracting(Model::id).containsExactly("b");
		}
	}

	private static Repertoire repertoire(ChainSettings... chains) {
		return new Repertoire(List.of(Stage.models("a", "b", "claude")), List.of(chains));
	}

	private static Map<FailureKind, String> reroute(String chain) {
		return Map.of(FailureKind.CONTEXT_LENGTH, chain);
	}

	private static void refused(ThrowingCallable nonsense, String message) {
		assertThatIllegalArgumentException().isThrownBy(nonsense).withMessageContaining(message);
	}

}
