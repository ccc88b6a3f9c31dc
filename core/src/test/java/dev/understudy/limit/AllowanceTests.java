package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import dev.understudy.health.Consumption;
import dev.understudy.health.HealthRules;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.Ticker;
import dev.understudy.health.VirtualTicker;
import org.junit.jupiter.api.Test;

import static dev.understudy.limit.BoundedModel.DAY;
import static dev.understudy.limit.BoundedModel.HOUR;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AllowanceTests {

	private static final String MIDNIGHT = " until 2026-01-02T00:00:00Z";

	@Test
	void reservesUpToTheLimit() {
		BoundedModel model = new BoundedModel(Limit.requests(2, DAY));
		model.reserve();
		model.reserve();
		assertThat(model.tryReserve()).isNull();
	}

	@Test
	void standsDownWhenTheLastRequestAnsweredUntilTheWindowEnds() {
		BoundedModel model = new BoundedModel(Limit.requests(2, DAY));
		model.answer(2);
		assertThat(model.standbys()).singleElement().satisfies((standby) -> {
			assertThat(standby.reason()).isEqualTo(StandbyReason.REQUEST_LIMIT);
			assertThat(standby.until()).isEqualTo("2026-01-02T00:00:00Z");
		});
		model.pass(Duration.ofDays(1).minusNanos(1));
		assertThat(model.reasons()).containsExactly(StandbyReason.REQUEST_LIMIT);
		model.pass(Duration.ofNanos(1));
		assertThat(model.reasons()).isEmpty();
		model.answer(1);
	}

	@Test
	void attemptsThatRunDoNotStandItDownBeforeSomebodyIsRefused() {
		BoundedModel model = new BoundedModel(Limit.requests(1, DAY));
		model.reserve();
		assertThat(model.reasons()).isEmpty();
		assertThat(model.tryReserve()).isNull();
		assertThat(model.reasons()).containsExactly(StandbyReason.REQUEST_LIMIT);
	}

	@Test
	void reasonIsLiftedWhenARequestComesBack() {
		BoundedModel model = new BoundedModel(Limit.requests(1, DAY));
		Reservation failing = model.reserve();
		assertThat(model.tryReserve()).isNull();
		failing.giveBack();
		assertThat(model.reasons()).isEmpty();
		model.answer(1);
		assertThat(model.told).containsExactly("gpt nearly REQUEST_LIMIT" + MIDNIGHT,
				"gpt down REQUEST_LIMIT" + MIDNIGHT, "gpt recovered", "gpt down REQUEST_LIMIT" + MIDNIGHT);
	}

	@Test
	void reasonIsLiftedWhenAnotherRequestComesBackBeforeAnyoneLooks() {
		AtomicReference<Runnable> next = new AtomicReference<>(() -> {
		});
		BoundedModel model = new BoundedModel((accounts) -> new Meddled(LimitStore.inMemory().open(accounts), next),
				Limit.requests(2, DAY));
		Reservation first = model.reserve();
		Reservation second = model.reserve();
		assertThat(model.tryReserve()).isNull();
		next.set(second::giveBack);
		first.giveBack();
		assertThat(model.consumption().requests()).isZero();
		assertThat(model.reasons()).isEmpty();
	}

	@Test
	void reasonIsLiftedWhenAllComesBackWhileTheModelIsStoodDown() {
		SetClock clock = new SetClock();
		ModelHealth health = new ModelHealth("gpt", HealthRules.DEFAULT, clock, new BoundedModel());
		Allowance allowance = new Allowance("gpt", Limits.of(Limit.requests(2, DAY)), BoundedModel.PRICE, health, clock,
				LimitStore.inMemory(), (event) -> {
				});
		Reservation first = requireNonNull(allowance.reserve(0));
		Reservation second = requireNonNull(allowance.reserve(0));
		first.keep();
		clock.looked = () -> {
			first.giveBack();
			second.giveBack();
		};
		assertThat(allowance.reserve(0)).isNull();
		assertThat(health.snapshot().standbys(0)).isEmpty();
	}

	@Test
	void reasonStandsWhileTheOthersKeepTheLimitReached() {
		BoundedModel model = new BoundedModel(Limit.requests(2, DAY));
		model.answer(1);
		Reservation failing = model.reserve();
		model.tryReserve();
		failing.giveBack();
		failing.giveBack();
		assertThat(model.consumption().requests()).isOne();
		model.answer(1);
		assertThat(model.reasons()).containsExactly(StandbyReason.REQUEST_LIMIT);
	}

	@Test
	void attemptThatCrossesATokenLimitStillCountsAndTheNextOneIsRefused() {
		BoundedModel model = new BoundedModel(Limit.tokens(100, DAY));
		model.use(99);
		assertThat(model.reasons()).isEmpty();
		model.use(50);
		assertThat(model.reasons()).containsExactly(StandbyReason.TOKEN_LIMIT);
		assertThat(model.consumption().tokens()).isEqualTo(149);
		assertThat(model.tryReserve()).isNull();
	}

	@Test
	void budgetIsSpentAtTheModelsPrice() {
		BoundedModel model = new BoundedModel(Limit.budget(20, DAY));
		model.use(19);
		assertThat(model.reasons()).isEmpty();
		model.reserve().used(new Usage(1, 1));
		assertThat(model.reasons()).containsExactly(StandbyReason.BUDGET_EXCEEDED);
		assertThat(model.consumption().cost()).isEqualTo(21);
	}

	@Test
	void tokensOfAnAttemptThatFailedStayUsed() {
		BoundedModel model = new BoundedModel(Limit.requests(5, DAY), Limit.tokens(10, DAY));
		Reservation failing = model.reserve();
		failing.used(new Usage(4, 3));
		failing.giveBack();
		assertThat(model.consumption()).isEqualTo(new Consumption(0, 7, -1));
		Reservation late = model.reserve();
		late.giveBack();
		late.used(new Usage(2, 1));
		assertThat(model.reasons()).containsExactly(StandbyReason.TOKEN_LIMIT);
	}

	@Test
	void eachLimitHasItsOwnPeriod() {
		BoundedModel model = new BoundedModel(Limit.requests(1, HOUR), Limit.tokens(10, DAY));
		Reservation first = model.reserve();
		first.used(new Usage(5, 5));
		first.keep();
		assertThat(model.reasons()).containsExactlyInAnyOrder(StandbyReason.REQUEST_LIMIT, StandbyReason.TOKEN_LIMIT);
		model.pass(Duration.ofHours(1));
		assertThat(model.reasons()).containsExactly(StandbyReason.TOKEN_LIMIT);
		assertThat(model.consumption()).isEqualTo(new Consumption(0, 10, -1));
	}

	@Test
	void attemptThatBeganInOneWindowIsCountedThereThoughItEndsInTheNext() {
		BoundedModel model = new BoundedModel(Limit.requests(2, HOUR), Limit.tokens(10, HOUR));
		Reservation across = model.reserve();
		model.pass(Duration.ofHours(1));
		model.answer(1);
		across.used(new Usage(500, 500));
		across.giveBack();
		assertThat(model.consumption()).isEqualTo(new Consumption(1, 0, -1));
		assertThat(model.reasons()).isEmpty();
	}

	@Test
	void fourFifthsAreToldOnceALimitAndWindow() {
		BoundedModel model = new BoundedModel(Limit.requests(10, HOUR), Limit.tokens(100, HOUR));
		model.answer(7);
		assertThat(model.told).isEmpty();
		model.answer(1);
		assertThat(model.told).containsExactly("gpt nearly REQUEST_LIMIT until 2026-01-01T01:00:00Z");
		model.pass(Duration.ofMinutes(2));
		model.use(80);
		assertThat(model.told).hasSize(2).last().isEqualTo("gpt nearly TOKEN_LIMIT until 2026-01-01T01:00:00Z");
		model.pass(Duration.ofHours(1));
		model.answer(8);
		assertThat(model.told).hasSize(3).last().isEqualTo("gpt nearly REQUEST_LIMIT until 2026-01-01T02:00:00Z");
	}

	@Test
	void kindsWithoutALimitAreToldAsGiven() {
		assertThat(new BoundedModel(Limit.requests(1, DAY)).consumption()).isEqualTo(new Consumption(0, -1, -1));
		assertThat(new BoundedModel(Limit.budget(1, DAY)).consumption()).isEqualTo(new Consumption(-1, -1, 0));
	}

	@Test
	void raisedLimitKeepsTheCountAndLetsTheModelBackAtOnce() {
		BoundedModel model = new BoundedModel(Limit.requests(2, DAY));
		model.answer(2);
		model.renew(Limit.requests(3, DAY));
		assertThat(model.reasons()).isEmpty();
		model.answer(1);
		assertThat(model.reasons()).containsExactly(StandbyReason.REQUEST_LIMIT);
		assertThat(model.consumption().requests()).isEqualTo(3);
	}

	@Test
	void loweredLimitStandsTheModelDownAtOnce() {
		BoundedModel model = new BoundedModel(Limit.tokens(100, DAY));
		model.use(50);
		model.renew(Limit.tokens(50, DAY));
		assertThat(model.reasons()).containsExactly(StandbyReason.TOKEN_LIMIT);
	}

	@Test
	void otherPeriodBeginsAtZeroAndTheOldOneIsFoundAgain() {
		BoundedModel model = new BoundedModel(Limit.requests(2, DAY));
		model.answer(2);
		model.renew(Limit.requests(2, HOUR));
		assertThat(model.reasons()).isEmpty();
		model.answer(2);
		assertThat(model.standbys()).singleElement()
			.satisfies((standby) -> assertThat(standby.until()).isEqualTo("2026-01-01T01:00:00Z"));
		model.renew(Limit.requests(2, DAY));
		assertThat(model.standbys()).singleElement()
			.satisfies((standby) -> assertThat(standby.until()).isEqualTo("2026-01-02T00:00:00Z"));
	}

	@Test
	void shorterPeriodThatIsReachedTooEndsEarlier() {
		BoundedModel model = new BoundedModel(Limit.requests(1, HOUR));
		model.answer(1);
		model.renew(Limit.requests(1, DAY));
		model.answer(1);
		model.renew(Limit.requests(1, HOUR));
		assertThat(model.standbys()).singleElement()
			.satisfies((standby) -> assertThat(standby.until()).isEqualTo("2026-01-01T01:00:00Z"));
		assertThat(model.told).noneMatch((line) -> line.endsWith("recovered") && model.told.indexOf(line) > 4);
	}

	@Test
	void removedLimitsAreLifted() {
		BoundedModel model = new BoundedModel(Limit.requests(1, DAY), Limit.tokens(1, DAY));
		model.use(1);
		model.renew();
		assertThat(model.reasons()).isEmpty();
		model.answer(5);
	}

	@Test
	void attemptThatRunsWhileLimitsChangeIsCountedOnce() {
		BoundedModel model = new BoundedModel(Limit.requests(5, DAY), Limit.tokens(100, DAY));
		Reservation running = model.reserve();
		model.renew(Limit.tokens(7, DAY), Limit.requests(1, DAY));
		running.used(new Usage(3, 4));
		assertThat(model.consumption()).isEqualTo(new Consumption(1, 7, -1));
		assertThat(model.reasons()).containsExactlyInAnyOrder(StandbyReason.REQUEST_LIMIT, StandbyReason.TOKEN_LIMIT);
		running.giveBack();
		assertThat(model.consumption()).isEqualTo(new Consumption(0, 7, -1));
		assertThat(model.reasons()).containsExactly(StandbyReason.TOKEN_LIMIT);
	}

	@Test
	void storeThatKnowsMoreStandsTheModelDownFromTheStart() {
		LimitStore store = LimitStore.inMemory();
		new BoundedModel(store, Limit.requests(2, DAY)).answer(2);
		assertThat(new BoundedModel(store, Limit.requests(2, DAY)).reasons())
			.containsExactly(StandbyReason.REQUEST_LIMIT);
	}

	@Test
	void reachedLimitsAreNamed() {
		BoundedModel model = new BoundedModel(Limit.requests(1, DAY), Limit.tokens(1, DAY));
		model.reserve();
		assertThat(model.allowance.reached(0)).containsExactly(StandbyReason.REQUEST_LIMIT);
	}

	@Test
	void timeOnTheWallThatIsSetIsNoticedWithinAMinute() {
		SetClock clock = new SetClock();
		ModelHealth health = new BoundedModel().health;
		Allowance allowance = new Allowance("gpt", Limits.of(Limit.requests(1, DAY)), BoundedModel.PRICE, health, clock,
				LimitStore.inMemory(), (event) -> {
				});
		assertThat(allowance.reserve(clock.nanos())).isNotNull();
		assertThat(allowance.reserve(clock.nanos())).isNull();
		clock.ahead = Duration.ofDays(1);
		clock.nanos.advance(Duration.ofMinutes(1));
		assertThat(allowance.reserve(clock.nanos())).isNotNull();
		clock.ahead = Duration.ZERO;
		clock.nanos.advance(Duration.ofMinutes(1));
		assertThat(allowance.reserve(clock.nanos())).isNull();
	}

	@Test
	void listenerThatThrowsDoesNotEndTheReviews() {
		AtomicInteger heard = new AtomicInteger();
		VirtualTicker ticker = new VirtualTicker();
		ModelHealth health = new ModelHealth("gpt", HealthRules.DEFAULT, ticker, new BoundedModel());
		Allowance allowance = new Allowance("gpt", Limits.of(Limit.requests(1, DAY)), BoundedModel.PRICE, health,
				ticker, LimitStore.inMemory(), (event) -> {
					heard.incrementAndGet();
					throw new IllegalStateException("listener");
				});
		Reservation one = allowance.reserve(0);
		assertThat(one).isNotNull();
		assertThatIllegalStateException().isThrownBy(one::keep);
		assertThat(allowance.reserve(0)).isNull();
		assertThat(heard).hasValue(1);
		assertThat(health.snapshot().standbys(0)).hasSize(1);
	}

	/** A clock that somebody sets. */
	private static final class SetClock implements Ticker {

		private final VirtualTicker nanos = new VirtualTicker();

		private Duration ahead = Duration.ZERO;

		/** Happens once when somebody looks at the wall. */
		private Runnable looked = () -> {
		};

		@Override
		public long nanos() {
			return this.nanos.nanos();
		}

		@Override
		public Instant instant() {
			Runnable once = this.looked;
			this.looked = () -> {
			};
			once.run();
			return this.nanos.instant().plus(this.ahead);
		}

	}

	/**
	 * A ledger with which something happens right after something was added.
	 */
	private record Meddled(Ledger ledger, AtomicReference<Runnable> next) implements Ledger {

		@Override
		public int reserve() {
			return this.ledger.reserve();
		}

		@Override
		public void add(int account, long amount) {
			this.ledger.add(account, amount);
			this.next.getAndSet(() -> {
			}).run();
		}

		@Override
		public long value(int account) {
			return this.ledger.value(account);
		}

	}

}
