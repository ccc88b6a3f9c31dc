package dev.understudy.redis;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Instances in processes of their own that share one Redis.
 */
class TwoProcessesTests {

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
			other.order("standby");
			Instant said = Instant.now();
			one.order("disable");
			String[] heard = other.answer().split(" ");
			assertThat(Duration.between(said, Instant.parse(heard[0]))).isLessThan(Duration.ofSeconds(1));
			assertThat(one.answer()).isEqualTo("done");
			one.order("standby");
			assertThat(one.answer().split(" ")[1]).isEqualTo(heard[1]);
		}
	}

}
