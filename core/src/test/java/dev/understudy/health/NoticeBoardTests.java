package dev.understudy.health;

import java.time.Duration;
import java.util.List;

import dev.understudy.StandbyReason;
import org.junit.jupiter.api.Test;

import static dev.understudy.health.Said.at;
import static dev.understudy.health.Said.lifted;
import static dev.understudy.health.Said.stands;
import static org.assertj.core.api.Assertions.assertThat;

class NoticeBoardTests {

	private final NoticeBoard board = new NoticeBoard();

	@Test
	void shorterStandbyDoesNotTakeThePlaceOfALongerOneButStaysForWhenThatIsLifted() {
		StandbyNotice longer = stands(StandbyReason.MANUAL, 1, 100);
		StandbyNotice shorter = stands(StandbyReason.MANUAL, 3, 50);
		assertThat(this.board.add(longer)).isTrue();
		assertThat(this.board.add(shorter)).isTrue();
		assertThat(this.board.notices()).containsExactly(longer, shorter);
		assertThat(this.board.add(lifted(StandbyReason.MANUAL, 2))).isTrue();
		assertThat(this.board.notices()).containsExactly(shorter, lifted(StandbyReason.MANUAL, 2));
	}

	@Test
	void whatIsOutdoneIsNoNews() {
		this.board.add(stands(StandbyReason.MANUAL, 5, 100));
		assertThat(this.board.add(stands(StandbyReason.MANUAL, 5, 100))).isFalse();
		assertThat(this.board.add(stands(StandbyReason.MANUAL, 4, 99))).isFalse();
		assertThat(this.board.add(stands(StandbyReason.MANUAL, 6, 101))).isTrue();
		assertThat(this.board.notices()).hasSize(1);
		assertThat(this.board.add(lifted(StandbyReason.MANUAL, 6))).isTrue();
		assertThat(this.board.add(lifted(StandbyReason.MANUAL, 6))).isFalse();
		assertThat(this.board.add(stands(StandbyReason.MANUAL, 6, null))).isFalse();
	}

	@Test
	void reasonsAndModelsAreApart() {
		this.board.add(stands(StandbyReason.MANUAL, 1, null));
		this.board.add(stands(StandbyReason.SLOW, 1, 10));
		this.board.add(StandbyNotice.lifted("claude", 9, StandbyReason.MANUAL));
		assertThat(this.board.of("gpt")).extracting(StandbyNotice::reason)
			.containsExactly(StandbyReason.SLOW, StandbyReason.MANUAL);
		assertThat(this.board.of("claude")).hasSize(1);
		assertThat(this.board.of("nobody")).isEmpty();
	}

	@Test
	void forgetsWhatIsOverAndLiftsOfYesterdayButNoManualStandbyWithoutAnEnd() {
		this.board.add(stands(StandbyReason.SLOW, 1, 10));
		this.board.add(stands(StandbyReason.MANUAL, 1, null));
		this.board.add(lifted(StandbyReason.PROBE_FAILED, 1));
		this.board.forget(at(9));
		assertThat(this.board.notices()).hasSize(3);
		this.board.forget(at(10));
		assertThat(this.board.notices()).extracting(StandbyNotice::reason)
			.containsExactly(StandbyReason.PROBE_FAILED, StandbyReason.MANUAL);
		this.board.forget(at(1).plus(Duration.ofDays(1)));
		assertThat(this.board.notices()).hasSize(2);
		this.board.forget(at(2).plus(Duration.ofDays(1)));
		assertThat(this.board.notices()).containsExactly(stands(StandbyReason.MANUAL, 1, null));
	}

	@Test
	void isBoundedHoweverMuchIsSaid() {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.board.add(stands(StandbyReason.RATE_LIMITED, i, 10_000 - i))).isTrue();
		}
		List<StandbyNotice> kept = this.board.notices();
		assertThat(kept).hasSize(NoticeBoard.MOST)
			.contains(stands(StandbyReason.RATE_LIMITED, 0, 10_000), stands(StandbyReason.RATE_LIMITED, 999, 9_001));
	}

}
