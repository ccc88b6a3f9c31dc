package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.understudy.ModelState;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.MaintenanceWindows.Opening;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Maintenance begins and ends by looking at the clock.
 */
class MaintenanceTests {

	private static final Instant START = VirtualTicker.BEGINNING;

	private final WatchedModel model = new WatchedModel();

	private final List<Instant> asked = new ArrayList<>();

	@Test
	void modelIsOutFromTheBeginningToTheEndOfAWindow() {
		maintained(opening(60, 120));
		this.model.pass(Duration.ofMinutes(60).minusNanos(1));
		assertThat(this.model.usable()).isTrue();
		this.model.pass(Duration.ofNanos(1));
		assertThat(this.model.usable()).isFalse();
		assertThat(this.model.status().standbys()).containsExactly(new Standby(StandbyReason.MAINTENANCE_WINDOW,
				START.plus(Duration.ofMinutes(60)), START.plus(Duration.ofMinutes(120)), null));
		this.model.pass(Duration.ofMinutes(60).minusNanos(1));
		assertThat(this.model.state()).isEqualTo(ModelState.STANDBY);
		this.model.pass(Duration.ofNanos(1));
		assertThat(this.model.state()).isEqualTo(ModelState.ACTIVE);
		this.model.succeed(1);
	}

	@Test
	void whoeverLooksFirstSeesThatItHasBegun() {
		maintained(opening(60, 120));
		this.model.pass(Duration.ofMinutes(60));
		assertThat(this.model.status().state()).isEqualTo(ModelState.STANDBY);
		maintained(opening(70, 120));
		this.model.pass(Duration.ofMinutes(10));
		assertThat(this.model.tryLease()).isNull();
		maintained(opening(80, 120));
		this.model.pass(Duration.ofMinutes(10));
		assertThat(this.model.tryLeaseAnyway()).isNull();
		maintained(opening(90, 120));
		this.model.pass(Duration.ofMinutes(10));
		assertThat(this.model.health.usableAnyway(this.model.now())).isFalse();
		maintained(opening(100, 120));
		this.model.pass(Duration.ofMinutes(10));
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofMinutes(20));
	}

	@Test
	void oneWindowFollowsAnother() {
		maintained(opening(10, 20), opening(20, 30), opening(50, 60));
		for (int minute = 0; minute < 70; minute++) {
			boolean out = (minute >= 10 && minute < 30) || (minute >= 50 && minute < 60);
			assertThat(this.model.usable()).as("minute " + minute).isNotEqualTo(out);
			this.model.pass(Duration.ofMinutes(1));
		}
	}

	@Test
	void isToldOnceAWindow() {
		maintained(opening(10, 20));
		for (int i = 0; i < 120; i++) {
			this.model.pass(Duration.ofSeconds(15));
			this.model.tryLease();
		}
		assertThat(this.model.reports).containsExactly("gpt down MAINTENANCE_WINDOW", "gpt recovered");
	}

	@Test
	void windowThatIsOpenAtTheStartIsSeen() {
		maintained(opening(-10, 20));
		assertThat(this.model.reasons()).containsExactly(StandbyReason.MAINTENANCE_WINDOW);
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofMinutes(20));
	}

	@Test
	void windowsAreAskedForOnceAWindow() {
		maintained(opening(600, 620), opening(1_000, 1_100));
		for (int i = 0; i < 700; i++) {
			this.model.pass(Duration.ofMinutes(1));
			this.model.usable();
		}
		assertThat(this.asked).containsExactly(START, START.plus(Duration.ofMinutes(620)));
	}

	@Test
	void otherWindowsTakeEffectAtOnce() {
		maintained(opening(-10, 20));
		maintained(opening(-10, 30));
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofMinutes(30));
		maintained(opening(-10, 5));
		assertThat(this.model.cooldown()).isEqualTo(Duration.ofMinutes(5));
		assertThat(this.model.reports).containsExactly("gpt down MAINTENANCE_WINDOW");
		maintained(opening(40, 50));
		assertThat(this.model.usable()).isTrue();
		maintained(opening(-10, 20));
		this.model.health.maintenance(null);
		assertThat(this.model.usable()).isTrue();
		this.model.health.maintenance(null);
	}

	@Test
	void modelThatIsNeverMaintainedIsUsable() {
		maintained();
		this.model.pass(Duration.ofDays(1));
		assertThat(this.model.usable()).isTrue();
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void windowOfHundredsOfYearsDoesNotOverflow() {
		maintained(new Opening(START, START.plus(Duration.ofDays(400L * 365))));
		assertThat(this.model.usable()).isFalse();
		this.model.pass(Duration.ofDays(365));
		assertThat(this.model.usable()).isFalse();
	}

	@Test
	void timeOnTheWallThatIsSetIsNoticedWithinAMinute() {
		VirtualTicker nanos = new VirtualTicker();
		Duration[] ahead = { Duration.ZERO };
		ModelHealth health = new ModelHealth("gpt", HealthRules.DEFAULT, new Ticker() {
			@Override
			public long nanos() {
				return nanos.nanos();
			}

			@Override
			public Instant instant() {
				return nanos.instant().plus(ahead[0]);
			}
		}, new SilentListener());
		health.maintenance(windows(opening(600, 660)));
		ahead[0] = Duration.ofMinutes(610);
		nanos.advance(Duration.ofMinutes(1));
		assertThat(health.usable(nanos.nanos())).isFalse();
		ahead[0] = Duration.ZERO;
		nanos.advance(Duration.ofMinutes(1));
		assertThat(health.usable(nanos.nanos())).isTrue();
	}

	@Test
	void beginningIsNotMissedThoughTimePassesWhileSomebodyLooks() {
		MeddledTicker ticker = new MeddledTicker();
		ModelHealth health = new ModelHealth("gpt", HealthRules.DEFAULT, ticker, new SilentListener());
		health.maintenance(windows(opening(60, 120)));
		ticker.nanos.advance(Duration.ofMinutes(60).minusNanos(1));
		ticker.looked = () -> ticker.nanos.advance(Duration.ofNanos(1));
		health.usable(ticker.nanos());
		assertThat(health.usable(ticker.nanos())).isFalse();
	}

	@Test
	void whoeverLookedBeforeTheBeginningLiftsNothingOfThoseWhoLookedAfterIt() {
		MeddledTicker ticker = new MeddledTicker();
		ModelHealth health = new ModelHealth("gpt", HealthRules.DEFAULT, ticker, this.model);
		health.maintenance(windows(opening(60, 120)));
		ticker.nanos.advance(Duration.ofMinutes(60).minusNanos(1));
		ticker.looked = () -> {
			ticker.nanos.advance(Duration.ofNanos(1));
			assertThat(health.usable(ticker.nanos())).isFalse();
		};
		health.usable(ticker.nanos());
		assertThat(health.usable(ticker.nanos())).isFalse();
		assertThat(this.model.reports).containsExactly("gpt down MAINTENANCE_WINDOW");
	}

	@Test
	void otherReasonsStand() {
		maintained(opening(0, 10));
		this.model.health.standDown(StandbyReason.MANUAL, null, "out");
		this.model.pass(Duration.ofMinutes(10));
		assertThat(this.model.reasons()).containsExactly(StandbyReason.MANUAL);
	}

	@Test
	void windowThatEndsBeforeItBeginsIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> opening(2, 1))
			.withMessage(
					"Maintenance from '2026-01-01T00:02:00Z' to '2026-01-01T00:01:00Z' must end after its beginning");
	}

	@Test
	void standbyUntilATimeThatIsOverIsNone() {
		this.model.health.standDownUntil(StandbyReason.TOKEN_LIMIT, START);
		assertThat(this.model.usable()).isTrue();
		assertThat(this.model.reports).isEmpty();
	}

	@Test
	void standbyUntilATimeReplacesTheEndOfARunningOneAndKeepsItsBeginning() {
		this.model.health.standDownUntil(StandbyReason.TOKEN_LIMIT, START.plusSeconds(60));
		this.model.pass(10);
		this.model.health.standDownUntil(StandbyReason.TOKEN_LIMIT, START.plusSeconds(30));
		HealthSnapshot before = this.model.health.snapshot();
		this.model.health.standDownUntil(StandbyReason.TOKEN_LIMIT, START.plusSeconds(30));
		assertThat(this.model.health.snapshot()).isSameAs(before);
		assertThat(this.model.status().standbys())
			.containsExactly(new Standby(StandbyReason.TOKEN_LIMIT, START, START.plusSeconds(30), null));
		this.model.pass(20);
		assertThat(this.model.usable()).isTrue();
		assertThat(this.model.reports).containsExactly("gpt down TOKEN_LIMIT");
	}

	private void maintained(Opening... openings) {
		this.model.health.maintenance(windows(openings));
	}

	private MaintenanceWindows windows(Opening... openings) {
		return (at) -> {
			this.asked.add(at);
			return first(at, openings);
		};
	}

	private static Optional<Opening> first(Instant at, Opening... openings) {
		return Arrays.stream(openings).filter((opening) -> opening.end().isAfter(at)).findFirst();
	}

	private static Opening opening(long from, long to) {
		return new Opening(START.plus(Duration.ofMinutes(from)), START.plus(Duration.ofMinutes(to)));
	}

	/**
	 * A ticker with which something happens once, right after somebody looked at the
	 * wall.
	 */
	private static final class MeddledTicker implements Ticker {

		private final VirtualTicker nanos = new VirtualTicker();

		private Runnable looked = () -> {
		};

		@Override
		public long nanos() {
			return this.nanos.nanos();
		}

		@Override
		public Instant instant() {
			Instant wall = this.nanos.instant();
			Runnable once = this.looked;
			this.looked = () -> {
			};
			once.run();
			return wall;
		}

	}

}
