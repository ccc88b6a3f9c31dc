package dev.understudy.soak;

import dev.understudy.redis.RedisLimitStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class OutageLogTests {

	private static final String LOST = "Limits cannot be counted in Redis, which is away";

	private static final String BACK = "Limits are counted in Redis again";

	private final Logger store = LoggerFactory.getLogger(RedisLimitStore.class);

	private final OutageLog log = OutageLog.listen();

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void oneWarningOfAnOutageIsWhatThereHasToBe() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.log.allIsWell()).isTrue();
			this.store.warn(LOST);
			assertThat(this.log.allIsWell()).isFalse();
			this.store.info(BACK);
		}
		assertThat(this.log.warnings()).isEqualTo(3);
		assertThat(this.log.complaints(3)).isEmpty();
	}

	@Test
	void findsTwoWarningsOfOneOutage() {
		this.store.warn(LOST);
		this.store.warn(LOST);
		this.store.info(BACK);
		assertThat(this.log.complaints(3)).containsExactly("limits: said twice that they are away");
	}

	@Test
	void findsAnEndWithoutABeginning() {
		this.store.info(BACK);
		assertThat(this.log.complaints(3)).containsExactly("limits: said twice that they are back");
	}

	@Test
	void findsWarningsThatComeAndGoDuringAnOutage() {
		for (int i = 0; i < 5; i++) {
			this.store.warn(LOST);
			this.store.info(BACK);
		}
		assertThat(this.log.complaints(1)).containsExactly("limits: 5 warnings of 1 outages");
	}

	@Test
	void findsWarningsOfAnythingElse() {
		LoggerFactory.getLogger("dev.understudy.routing").warn("Nobody answers");
		LoggerFactory.getLogger("dev.understudy.selection.SelectionStrategy").warn("It threw");
		assertThat(this.log.complaints(0)).containsExactly("dev.understudy.selection.SelectionStrategy: It threw");
	}

}
