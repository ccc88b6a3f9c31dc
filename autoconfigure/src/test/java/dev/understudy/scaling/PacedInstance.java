package dev.understudy.scaling;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelStoodDown;
import dev.understudy.Price;
import dev.understudy.RouterListener;
import dev.understudy.StandbyReason;
import dev.understudy.health.Ticker;
import dev.understudy.limit.Limit;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import dev.understudy.limit.WhenStoreIsDown;
import dev.understudy.redis.RealRedis;
import dev.understudy.redis.RedisLimitStore;
import dev.understudy.redis.RedisStateStore;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Understudy;
import dev.understudy.routing.UnderstudyBuilder;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The process of one instance: makes calls at a pace, stands models down when it is told
 * to on its standard input, and says when it hears of a standby.
 */
final class PacedInstance {

	static final int MODELS = 10;

	private static final int LANES = 4;

	private static final long LATE = Duration.ofMillis(100).toNanos();

	private final LongAdder calls = new LongAdder();

	private final Understudy understudy;

	private PacedInstance(int port, String prefix) {
		LettuceConnectionFactory factory = RealRedis.lettuce(port);
		UnderstudyBuilder builder = Understudy.builder()
			.stateStore(new RedisStateStore(factory, prefix))
			.limitStore(new RedisLimitStore(factory, prefix, Ticker.system(), WhenStoreIsDown.COUNT_LOCALLY))
			.listener(new RouterListener() {

				@Override
				public void stoodDown(ModelStoodDown event) {
					if (event.reason() == StandbyReason.MANUAL) {
						say("heard " + event.model() + " " + micros());
					}
				}

			});
		for (int i = 0; i < MODELS; i++) {
			builder.model(ModelSettings.of(new Model(model(i), "openai", model(i), Set.of(), 0, new Price(2, 8)))
				.withLimits(Limits.of(Limit.requests(1_000_000_000, Period.MONTH),
						Limit.tokens(1_000_000_000_000L, Period.MONTH), Limit.budget(1_000_000, Period.MONTH))));
		}
		for (int i = 0; i < MODELS; i++) {
			builder.chain(model(i), model(i), model(i + MODELS / 2));
		}
		this.understudy = builder.build();
	}

	static String model(int number) {
		return "model-" + number % MODELS;
	}

	public static void main(String[] args) throws Exception {
		PacedInstance instance = new PacedInstance(Integer.parseInt(args[0]), args[1]);
		instance.begin(Double.parseDouble(args[2]));
		say("ready");
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			String[] words = order.split(" ");
			if (words[0].equals("standby")) {
				say("said " + words[1] + " " + micros());
				instance.understudy.registry().disable(words[1], Duration.parse(words[2]), "by hand");
			}
			else {
				say("made " + instance.calls.sum());
			}
		}
		System.exit(0);
	}

	private void begin(double perSecond) {
		if (perSecond == 0) {
			return;
		}
		long pause = (long) (Duration.ofSeconds(1).toNanos() * LANES / perSecond);
		for (int lane = 0; lane < LANES; lane++) {
			int first = lane;
			Thread thread = new Thread(() -> pace(first, pause), "lane-" + lane);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void pace(int first, long pause) {
		long due = System.nanoTime();
		for (int number = first;; number++) {
			for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
				LockSupport.parkNanos(wait);
			}
			call(model(number));
			// What was missed is not made up for in a burst.
			due = Math.max(due + pause, System.nanoTime() - LATE);
		}
	}

	private void call(String chain) {
		try {
			this.understudy.router().call(chain, (model) -> {
				CurrentModel.usage(100, 20);
				return "answer";
			});
			this.calls.increment();
		}
		catch (ChainExhaustedException ex) {
			// Both are on standby: nothing was counted.
		}
	}

	private static long micros() {
		return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
	}

	private static synchronized void say(String line) {
		System.out.println("> " + line);
	}

}
