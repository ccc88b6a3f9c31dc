package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every store does. A test class of a store extends it and says how to open one; its
 * wall shows {@link #now} and any time after it.
 */
public abstract class StateStoreContract {

	private static final int ROUNDS = 20;

	private static final Duration A_SECOND = Duration.ofSeconds(1);

	/** A machine that stands still for a moment may spoil one of them. */
	private static final int TRIES = 5;

	private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

	private static final long GLANCE = Duration.ofMillis(1).toNanos();

	/**
	 * About when every notice is said: not when another test was, or it might be over.
	 */
	protected final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	/** A store in which nothing was ever published. */
	protected abstract StateStore open() throws Exception;

	/** The same store after a restart. */
	protected abstract StateStore reopen(StateStore store) throws Exception;

	/**
	 * The same store as another instance has it, while the first is open; empty for a
	 * store that only one may have.
	 */
	protected abstract Optional<StateStore> another(StateStore store) throws Exception;

	@Test
	public void knowsNothingAtFirst() throws Exception {
		assertThat(open().load()).isEmpty();
	}

	@Test
	public void knowsWhatWasPublishedAlsoAfterARestart() throws Exception {
		List<StandbyNotice> notices = List.of(stands("gpt", StandbyReason.RATE_LIMITED, 0, 300),
				stands("gpt", StandbyReason.MANUAL, 0, null), lifted("claude", StandbyReason.PROBE_FAILED, 3),
				StandbyNotice.stands("nobody knows \"me\" \u00e9", this.now.toEpochMilli(),
						new Standby(StandbyReason.SLOW, this.now.plusNanos(123456789), this.now.plusSeconds(90),
								"a note with \"quotes\",\nlines and \u00e9")));
		StateStore store = open();
		store.listen((notice) -> {
		});
		store.publish(notices);
		assertThat(store.load()).containsExactlyInAnyOrderElementsOf(notices);
		assertThat(reopen(store).load()).containsExactlyInAnyOrderElementsOf(notices);
	}

	@Test
	public void publishingTwiceChangesNothing() throws Exception {
		StateStore store = open();
		Collection<StandbyNotice> notices = List.of(stands("gpt", StandbyReason.AUTH_FAILED, 0, 300));
		store.publish(notices);
		store.publish(notices);
		store.publish(store.load());
		assertThat(reopen(store).load()).containsExactlyElementsOf(notices);
	}

	@Test
	public void whatHoldsIsTheSameInWhateverOrderItWasPublished() throws Exception {
		List<StandbyNotice> said = new ArrayList<>(List.of(stands("gpt", StandbyReason.MANUAL, 1, 100),
				stands("gpt", StandbyReason.MANUAL, 2, 200), lifted("gpt", StandbyReason.MANUAL, 3),
				stands("gpt", StandbyReason.MANUAL, 4, 150), stands("gpt", StandbyReason.MANUAL, 5, 120),
				stands("gpt", StandbyReason.SLOW, 1, 100), stands("claude", StandbyReason.MANUAL, 2, 110)));
		Random random = new Random(7);
		for (int i = 0; i < ROUNDS; i++) {
			Collections.shuffle(said, random);
			NoticeBoard expected = new NoticeBoard();
			said.forEach(expected::add);
			StateStore store = open();
			for (StandbyNotice notice : said) {
				store.publish(List.of(notice));
			}
			assertThat(board(store)).containsExactlyElementsOf(expected.notices());
			assertThat(board(reopen(store))).containsExactlyElementsOf(expected.notices());
		}
	}

	@Test
	public void othersHearWithinASecondAndKnowTheSame() throws Exception {
		StateStore store = open();
		Optional<StateStore> other = another(store);
		assumeTrue(other.isPresent(), "only one may have such a store");
		List<StandbyNotice> heard = new CopyOnWriteArrayList<>();
		other.get().listen(heard::add);
		StandbyNotice notice = stands("gpt", StandbyReason.UNAVAILABLE, 0, 60);
		Duration took = untilHeard(store, notice, heard);
		for (int i = 1; i < TRIES && took.compareTo(A_SECOND) >= 0; i++) {
			notice = stands("gpt", StandbyReason.UNAVAILABLE, i, 60);
			took = untilHeard(store, notice, heard);
		}
		assertThat(took).isLessThan(A_SECOND);
		assertThat(other.get().load()).containsExactly(notice);
	}

	@Test
	public void letsChangesGatherForSomeTime() throws Exception {
		assertThat(open().interval()).isPositive();
	}

	/** A standby, in seconds from now. */
	protected StandbyNotice stands(String modelId, StandbyReason reason, int from, @Nullable Integer until) {
		return StandbyNotice.stands(modelId, this.now.plusSeconds(from).toEpochMilli(), new Standby(reason,
				this.now.plusSeconds(from), (until != null) ? this.now.plusSeconds(until) : null, null));
	}

	/** A lift, in seconds from now. */
	protected StandbyNotice lifted(String modelId, StandbyReason reason, int when) {
		return StandbyNotice.lifted(modelId, this.now.plusSeconds(when).toEpochMilli(), reason);
	}

	private static Duration untilHeard(StateStore store, StandbyNotice notice, List<StandbyNotice> heard)
			throws Exception {
		long begin = System.nanoTime();
		store.publish(List.of(notice));
		while (!heard.contains(notice) && System.nanoTime() - begin < PATIENCE) {
			LockSupport.parkNanos(GLANCE);
		}
		assertThat(heard).contains(notice);
		return Duration.ofNanos(System.nanoTime() - begin);
	}

	private static List<StandbyNotice> board(StateStore store) throws Exception {
		NoticeBoard board = new NoticeBoard();
		store.load().forEach(board::add);
		return board.notices();
	}

}
