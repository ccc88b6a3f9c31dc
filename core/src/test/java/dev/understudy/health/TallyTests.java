package dev.understudy.health;

import java.util.ArrayList;
import java.util.List;

import dev.understudy.health.Tally.Counter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TallyTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 200_000;

	private final Tally tally = new Tally();

	@Test
	void stripeThatIsClaimedIsNobodyElses() {
		List<Integer> claimed = new ArrayList<>();
		for (int i = 0; i < Tally.STRIPES; i++) {
			claimed.add(this.tally.claim());
		}
		assertThat(claimed).doesNotHaveDuplicates().allMatch((stripe) -> stripe < Tally.STRIPES);
	}

	@Test
	void whoFindsAllStripesClaimedCountsInTheSharedOne() {
		for (int i = 0; i < Tally.STRIPES; i++) {
			this.tally.claim();
		}
		int shared = this.tally.claim();
		assertThat(shared).isEqualTo(this.tally.claim()).isEqualTo(Tally.STRIPES);
		this.tally.add(shared, Counter.CALLS, 3);
		this.tally.release(shared);
		assertThat(this.tally.claim()).isEqualTo(Tally.STRIPES);
		assertThat(this.tally.sum(Counter.CALLS)).isEqualTo(3);
	}

	@Test
	void releasedStripeCanBeClaimedAgain() {
		int stripe = this.tally.claim();
		this.tally.release(stripe);
		assertThat(this.tally.claim()).isEqualTo(stripe);
	}

	@Test
	void threadThatMeetsAnotherOneMovesToAStripeOfItsOwn() {
		int met = this.tally.claim();
		int other = this.tally.claim();
		this.tally.release(met);
		this.tally.release(other);
		assertThat(other).isNotEqualTo(met);
		assertThat(this.tally.stripe()).isEqualTo(other);
		assertThat(this.tally.claim()).isEqualTo(other);
	}

	@Test
	void addingAnswersWhatTheStripeHeldBefore() {
		int stripe = this.tally.claim();
		assertThat(this.tally.add(stripe, Counter.KEPT, 2)).isZero();
		assertThat(this.tally.add(stripe, Counter.KEPT, 1)).isEqualTo(2);
	}

	@Test
	void manyThreadsLoseNoCount() {
		Answers answers = new Answers();
		InParallel.run(THREADS, () -> {
			for (int i = 0; i < ROUNDS; i++) {
				int stripe = this.tally.claim();
				this.tally.add(stripe, Counter.CALLS, 1);
				this.tally.add(stripe, Counter.LATENCY, 5);
				answers.count(stripe, 7, (i % 4 == 0) ? Answers.Turn.LATER : Answers.Turn.FIRST);
				this.tally.release(stripe);
				this.tally.count(this.tally.stripe(), Counter.LEASED, 1);
			}
		});
		long all = (long) THREADS * ROUNDS;
		assertThat(this.tally.sum(Counter.CALLS)).isEqualTo(all);
		assertThat(this.tally.sum(Counter.LATENCY)).isEqualTo(5 * all);
		assertThat(this.tally.sum(Counter.LEASED)).isEqualTo(all);
		assertThat(answers.all()).isEqualTo(all);
		assertThat(answers.at(Answers.Turn.LATER)).isEqualTo(all / 4);
		assertThat(answers.nanos()).isEqualTo(7 * all);
	}

	@Test
	void fullHouseOfThreadsLosesNoCountEither() {
		for (int i = 0; i < Tally.STRIPES - 1; i++) {
			this.tally.claim();
		}
		manyThreadsLoseNoCount();
	}

}
