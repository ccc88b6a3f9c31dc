package dev.understudy.redis;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Instances in processes of their own that share one Redis.
 */
class TwoProcessesTests {

	private static final Duration A_SECOND = Duration.ofSeconds(1);

	/** A machine that stands still for a moment may spoil one of them. */
	private static final int TRIES = 5;

	@Test
	void limitOfSixtyLetsExactlySixtyOfTwiceFiftyCallsPassAndAStandbyIsObeyedInTheOtherWithinASecond()
			throws Exception {
		int port = RealRedis.shared().port();
		String prefix = RealRedis.prefix();
		try (ChildInstance one = ChildInstance.start(port, prefix, 60);
				ChildInstance other = ChildInstance.start(port, prefix, 60)) {
			assertThat(one.answer()).isEqualTo("ready");
			assertThat(other.answer()).isEqualTo("ready");
			one.order("fifty");
			other.order("fifty");
			assertThat(Integer.parseInt(one.answer()) + Integer.parseInt(other.answer())).isEqualTo(60);
			Duration took = disable(one, other);
			for (int i = 1; i < TRIES && took.compareTo(A_SECOND) >= 0; i++) {
				assertThat(ask(one, "release")).isEqualTo("done");
				assertThat(ask(other, "free")).isEqualTo("done");
				took = disable(one, other);
			}
			assertThat(took).isLessThan(A_SECOND);
		}
	}

	/** Answers after how long the other one obeyed, with the same end. */
	private static Duration disable(ChildInstance one, ChildInstance other) throws Exception {
		other.order("standby");
		Instant said = Instant.now();
		one.order("disable");
		String[] heard = other.answer().split(" ");
		assertThat(one.answer()).isEqualTo("done");
		assertThat(ask(one, "standby").split(" ")[1]).isEqualTo(heard[1]);
		return Duration.between(said, Instant.parse(heard[0]));
	}

	private static String ask(ChildInstance one, String word) throws Exception {
		one.order(word);
		return one.answer();
	}

}
