package dev.understudy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import ch.qos.logback.classic.Level;
import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.QuotaReader;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import dev.understudy.limit.Limit;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that tell that nothing is left of their provider's quota.
 */
class QuotaReaderTests {

	@Test
	void answerIsGivenAndTheNextCallGoesElsewhereUntilTheQuotaIsRenewed() {
		Stage stage = stage((answer) -> Optional.of(Duration.ofSeconds(20)));
		assertThat(stage.call()).isEqualTo("from a");
		assertThat(reasons(stage)).containsExactly(StandbyReason.RATE_LIMITED);
		assertThat(stage.status("a").successRate()).isOne();
		assertThat(stage.call()).isEqualTo("from b");
		stage.pass(Duration.ofSeconds(20));
		assertThat(stage.call()).isEqualTo("from a");
	}

	@Test
	void quotaIsNotWaitedForLongerThanTheLongestCooldown() {
		Stage stage = stage((answer) -> Optional.of(Duration.ofDays(1)));
		stage.call();
		assertThat(stage.status("a").cooldownRemaining()).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void waitThatIsOverIsNone() {
		Stage stage = stage((answer) -> Optional.of(Duration.ofSeconds(-1)));
		stage.call();
		assertThat(reasons(stage)).isEmpty();
	}

	@Test
	void firstReaderThatFindsOneIsBelievedAndOneThatThrowsHarmsNoCall() {
		Stage stage = stage((answer) -> {
			throw new IllegalStateException("secret");
		}, (answer) -> Optional.empty(), (answer) -> Optional.of(Duration.ofSeconds(7)),
				(answer) -> Optional.of(Duration.ofSeconds(70)));
		try (LogLines log = new LogLines()) {
			stage.call();
			stage.pass(Duration.ofSeconds(7));
			stage.call();
			assertThat(log.at(Level.WARN)).singleElement()
				.asString()
				.startsWith("Quota reader '")
				.doesNotContain("secret");
		}
		assertThat(stage.status("a").cooldownRemaining()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void attemptMaySayItBeforeItEnds() {
		Stage stage = stage();
		stage.script.does("a", () -> {
			CurrentModel.current().usedUp(Duration.ofSeconds(20));
			return "done";
		});
		assertThat(stage.call()).isEqualTo("done");
		assertThat(reasons(stage)).containsExactly(StandbyReason.RATE_LIMITED);
		assertThat(stage.status("a").consecutiveFailures()).isZero();
	}

	@Test
	void attemptOfAModelWithLimitsMaySayIt() {
		Stage stage = Stage.of(Stage.chain(Stage.CHAIN, "a"),
				Stage.model("a").withLimits(Limits.of(Limit.requests(9, Period.MONTH))));
		stage.script.does("a", () -> {
			CurrentModel.current().usedUp(Duration.ofSeconds(20));
			return "done";
		});
		assertThat(stage.call()).isEqualTo("done");
		assertThat(reasons(stage)).containsExactly(StandbyReason.RATE_LIMITED);
	}

	@Test
	void runningAttemptsOfOthersMayTakeNoNotice() {
		CurrentModel.Running running = new CurrentModel.Running() {

			@Override
			public Model model() {
				return Model.of("a", "provider", "a");
			}

			@Override
			public void used(Usage usage) {
			}

		};
		running.usedUp(Duration.ofSeconds(1));
		assertThat(running.model().id()).isEqualTo("a");
	}

	private static Stage stage(QuotaReader... readers) {
		return Stage.with((builder) -> {
			List.of(readers).forEach(builder::quotaReader);
			return builder.model(Stage.model("a")).model(Stage.model("b")).chain(Stage.chain(Stage.CHAIN, "a", "b"));
		});
	}

	private static List<StandbyReason> reasons(Stage stage) {
		return stage.status("a").standbys().stream().map(Standby::reason).toList();
	}

}
