package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Whatever way notices take, what holds in the end is what the rules say of all of them.
 */
class NoticeProperties {

	private static final int INSTANCES = 3;

	@Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
	void boardHoldsWhatTheRulesSayInEveryOrder(@ForAll("notices") @Size(max = 8) List<StandbyNotice> notices,
			@ForAll Random random) {
		NoticeBoard board = new NoticeBoard();
		List<StandbyNotice> arriving = new ArrayList<>(notices);
		arriving.addAll(notices);
		Collections.shuffle(arriving, random);
		for (int i = 0; i < arriving.size(); i++) {
			board.add(arriving.get(i));
			assertThat(holds(board.notices())).isEqualTo(holds(arriving.subList(0, i + 1)));
		}
		NoticeBoard other = new NoticeBoard();
		notices.forEach(other::add);
		assertThat(other.notices()).containsExactlyInAnyOrderElementsOf(board.notices());
	}

	@Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
	void instancesAgreeOnceAllHaveHeardAllHoweverLateAndInWhateverOrder(@ForAll("reasons") StandbyReason reason,
			@ForAll("histories") List<Step> steps,
			@ForAll @Size(INSTANCES) List<@IntRange(min = -500, max = 500) Integer> offsets) {
		Instances instances = new Instances(reason, offsets);
		steps.forEach((step) -> step.happen(instances));
		instances.deliverAll();
		instances.compare();
	}

	@Provide
	Arbitrary<StandbyReason> reasons() {
		return Arbitraries.of(StandbyReason.MANUAL, StandbyReason.ERROR_THRESHOLD, StandbyReason.PROBE_FAILED,
				StandbyReason.RATE_LIMITED);
	}

	@Provide
	Arbitrary<List<StandbyNotice>> notices() {
		Arbitrary<Integer> times = Arbitraries.integers().between(0, 10);
		Arbitrary<StandbyNotice> lifts = times.map((when) -> Said.lifted(StandbyReason.MANUAL, when));
		Arbitrary<StandbyNotice> standbys = Combinators.combine(times, times.injectNull(0.2))
			.as((from, length) -> Said.stands(StandbyReason.MANUAL, from, (length != null) ? from + length : null));
		return Arbitraries.frequencyOf(Tuple.of(1, lifts), Tuple.of(3, standbys)).list();
	}

	@Provide
	Arbitrary<List<Step>> histories() {
		Arbitrary<Integer> who = Arbitraries.integers().between(0, INSTANCES - 1);
		Arbitrary<Step> sets = Combinators.combine(who, Arbitraries.of(10, 20, 40, 80, 160).injectNull(0.1))
			.as((instance, seconds) -> new Step("set " + instance + " " + seconds,
					(instances) -> instances.set(instance, seconds)));
		Arbitrary<Step> lifts = who
			.map((instance) -> new Step("lift " + instance, (instances) -> instances.lift(instance)));
		Arbitrary<Step> times = Arbitraries.of(0, 1, 3000, 20000)
			.map((millis) -> new Step("pass " + millis, (instances) -> instances.pass(millis)));
		Arbitrary<Step> deliveries = Arbitraries.integers()
			.between(0, 100)
			.map((which) -> new Step("deliver " + which, (instances) -> instances.deliver(which)));
		return Arbitraries
			.frequencyOf(Tuple.of(3, sets), Tuple.of(2, lifts), Tuple.of(3, times), Tuple.of(6, deliveries))
			.list()
			.ofMaxSize(24);
	}

	/** When the last standby ends that no lift ended; empty time for none. */
	private static Instant holds(List<StandbyNotice> notices) {
		long lift = notices.stream()
			.filter((notice) -> notice.standby() == null)
			.mapToLong(StandbyNotice::version)
			.max()
			.orElse(-1);
		return notices.stream()
			.filter((notice) -> notice.version() > lift)
			.map(StandbyNotice::standby)
			.filter(Objects::nonNull)
			.map(NoticeProperties::end)
			.max(Comparator.naturalOrder())
			.orElse(Instant.MIN);
	}

	private static Instant end(Standby standby) {
		return (standby.until() != null) ? standby.until() : Instant.MAX;
	}

	/** Something that happens. */
	record Step(String name, Consumer<Instances> what) {

		void happen(Instances instances) {
			this.what.accept(instances);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * Instances with clocks of their own, and a network that keeps every word until it is
	 * asked to deliver it.
	 */
	static final class Instances {

		private final VirtualTicker time = new VirtualTicker();

		private final List<ModelHealth> healths;

		private final List<StandbyNotice> said = new ArrayList<>();

		private final List<Word> onTheWay = new ArrayList<>();

		private final StandbyReason reason;

		private int sets;

		Instances(StandbyReason reason, List<Integer> offsets) {
			this.reason = reason;
			this.time.advance(Duration.ofHours(1));
			this.healths = offsets.stream()
				.map((millis) -> new ModelHealth(Said.MODEL, HealthRules.DEFAULT,
						new ApartTicker(this.time, Duration.ofMillis(millis)), new SilentListener()))
				.toList();
		}

		void set(int instance, @Nullable Integer seconds) {
			if (this.sets++ < NoticeBoard.MOST) {
				Duration length = (seconds != null) ? Duration.ofSeconds(seconds) : null;
				this.healths.get(instance).standDown(this.reason, length, null);
				assertThat(this.healths.get(instance).usable(this.time.nanos())).as("down where it was said").isFalse();
				say(instance);
			}
		}

		void lift(int instance) {
			this.healths.get(instance).enable(Set.of(this.reason));
			assertThat(this.healths.get(instance).usable(this.time.nanos())).as("up where it was said").isTrue();
			say(instance);
		}

		void pass(int millis) {
			this.time.advance(Duration.ofMillis(millis));
		}

		void deliver(int which) {
			if (!this.onTheWay.isEmpty()) {
				Word word = this.onTheWay.remove(which % this.onTheWay.size());
				this.healths.get(word.to).adopt(word.notice);
			}
		}

		void deliverAll() {
			while (!this.onTheWay.isEmpty()) {
				deliver(7);
			}
		}

		/** All are down as long as the rules say, give or take what the clocks differ. */
		void compare() {
			Instant end = holds(this.said);
			double expected = seconds(end);
			for (ModelHealth health : this.healths) {
				long from = health.usableFrom();
				double left = (from == Hold.ENDLESS) ? Double.MAX_VALUE : Math.max(0, (from - this.time.nanos()) / 1e9);
				assertThat(left).isCloseTo(expected, within(2.0));
			}
		}

		private double seconds(Instant end) {
			if (end.equals(Instant.MAX)) {
				return Double.MAX_VALUE;
			}
			return end.equals(Instant.MIN) ? 0
					: Math.max(0, Duration.between(this.time.instant(), end).toMillis() / 1e3);
		}

		private void say(int from) {
			for (StandbyNotice notice : this.healths.get(from).notices(Said.MODEL)) {
				this.said.add(notice);
				IntStream.range(0, INSTANCES)
					.filter((to) -> to != from)
					.forEach((to) -> this.onTheWay.add(new Word(to, notice)));
			}
		}

	}

	private record Word(int to, StandbyNotice notice) {
	}

}
