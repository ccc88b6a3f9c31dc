package dev.understudy.soak;

import java.time.Duration;

import dev.understudy.redis.RealRedis;

/**
 * What may happen to Redis during an act.
 */
enum Disruption {

	NONE {

		@Override
		void begin(RealRedis redis, Duration length) {
		}

	},

	/** It is gone with all it knew, and comes back empty. */
	KILLED {

		@Override
		void begin(RealRedis redis, Duration length) {
			redis.stop();
		}

		@Override
		void end(RealRedis redis) {
			redis.start();
		}

	},

	/** It takes what is said to it and answers nothing. */
	PAUSED {

		@Override
		void begin(RealRedis redis, Duration length) {
			new PlainRedis(redis.port()).ask("CLIENT", "PAUSE", Long.toString(length.toMillis()), "ALL");
		}

	},

	/** It hangs up on everybody. */
	CUT {

		@Override
		void begin(RealRedis redis, Duration length) {
			new PlainRedis(redis.port()).ask("CLIENT", "KILL", "TYPE", "normal");
			new PlainRedis(redis.port()).ask("CLIENT", "KILL", "TYPE", "pubsub");
		}

	};

	abstract void begin(RealRedis redis, Duration length);

	void end(RealRedis redis) {
	}

}
