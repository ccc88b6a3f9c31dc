package dev.understudy.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.understudy.ChainExhaustedException;
import dev.understudy.CurrentModel;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.StandbyNotice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static dev.understudy.redis.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is in Redis, what is not, and what becomes of keys that are not ours.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedKeysTests {

	private static final LettuceConnectionFactory FACTORY = RealRedis.warm(RealRedis.shared().lettuce());

	private static final StringRedisTemplate REDIS = new StringRedisTemplate(FACTORY);

	private static final Duration SOON = Duration.ofSeconds(30);

	/** Before this nobody looks without being told. */
	private static final Duration LOOK = Duration.ofSeconds(25);

	private static final Duration A_SECOND = Duration.ofSeconds(1);

	/** A machine that stands still for a moment may spoil one of them. */
	private static final int TRIES = 5;

	private final String prefix = RealRedis.prefix();

	private final RedisStateStore store = new RedisStateStore(FACTORY, this.prefix, RealRedis.PATIENCE);

	@AfterAll
	static void end() {
		FACTORY.destroy();
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Test
	void standbysAndCountersOfOneInstanceAreThoseOfAnother() {
		try (Instance one = Instance.patient(FACTORY, this.prefix, 3);
				Instance other = Instance.patient(FACTORY, this.prefix, 3)) {
			one.call();
			other.call();
			one.call();
			assertThatExceptionOfType(ChainExhaustedException.class).isThrownBy(other::call);
			assertThat(other.understudy.registry().status("gpt").overQuota()).isTrue();
			Duration took = SOON;
			for (int i = 0; i < TRIES && took.compareTo(A_SECOND) >= 0; i++) {
				one.understudy.registry().disable("gpt", Duration.ofMinutes(5), "by hand");
				took = eventually("the other one hears", SOON, () -> manual(other) != null);
				assertThat(manual(other)).isEqualTo(manual(one));
				other.understudy.registry().release("gpt");
				eventually("the first one hears", SOON, () -> manual(one) == null);
			}
			assertThat(took).isLessThan(A_SECOND);
		}
	}

	@Test
	void whoSubscribesWhileSomethingIsSaidHearsItBeforeTheNextLook() {
		CompletableFuture<Void> gate = new CompletableFuture<>();
		StandbyNotice said = manual("gpt");
		Queue<StandbyNotice> heard = new ConcurrentLinkedQueue<>();
		try (ScriptRunner runner = ScriptRunner.of(FACTORY)) {
			Keys keys = new Keys(this.prefix);
			CompletableFuture<Void> half = new StandbyKeys(new HalfwayRunner(runner, gate), keys).add(List.of(said));
			eventually("the model has it", SOON, () -> REDIS.hasKey(standbys("gpt")));
			this.store.listen(heard::add);
			new StandbyKeys(runner, keys).add(List.of(manual("claude"))).join();
			eventually("it has looked", SOON, () -> !heard.isEmpty());
			assertThat(heard).doesNotContain(said);
			gate.complete(null);
			half.join();
			eventually("it hears", LOOK, () -> heard.contains(said));
		}
	}

	@Test
	void everyKeyHasAnEndButAManualStandbyWithoutOne() throws Exception {
		Instant now = Instant.now();
		this.store.publish(List.of(
				StandbyNotice.stands("gpt", now.toEpochMilli(),
						new Standby(StandbyReason.RATE_LIMITED, now, now.plusSeconds(100), null)),
				StandbyNotice.lifted("claude", now.toEpochMilli(), StandbyReason.MANUAL)));
		assertThat(REDIS.getExpire(standbys("gpt"))).isBetween(100L, 170L);
		assertThat(REDIS.getExpire(standbys("claude"))).isBetween(86_400L, 86_470L);
		assertThat(REDIS.getExpire(this.prefix + ":standbys:v1")).isBetween(86_400L, 86_470L);
		this.store.publish(List.of(StandbyNotice.stands("gpt", now.toEpochMilli() + 1,
				new Standby(StandbyReason.MANUAL, now, null, null))));
		assertThat(REDIS.getExpire(standbys("gpt"))).isEqualTo(-1);
		assertThat(REDIS.getExpire(this.prefix + ":standbys:v1")).isEqualTo(-1);
		this.store.publish(List.of(StandbyNotice.lifted("gpt", now.toEpochMilli() + 2, StandbyReason.MANUAL)));
		assertThat(REDIS.getExpire(standbys("gpt"))).isBetween(86_400L, 86_470L);
		assertThat(REDIS.getExpire(this.prefix + ":standbys:v1")).isBetween(86_400L, 86_470L);
		try (Instance instance = Instance.patient(FACTORY, this.prefix + "-2", 10)) {
			instance.call();
		}
		RealRedis.dump(FACTORY, this.prefix)
			.forEach((key, value) -> assertThat(value).as(key).doesNotEndWith("for -1"));
	}

	@Test
	void whatIsOverLeavesNothingBehind() throws Exception {
		Instant past = Instant.now().minusSeconds(1000);
		this.store.publish(List.of(StandbyNotice.stands("gpt", past.toEpochMilli(),
				new Standby(StandbyReason.SLOW, past, past.plusSeconds(10), null))));
		assertThat(RealRedis.dump(FACTORY, this.prefix)).isEmpty();
	}

	@Test
	void foreignAndLaterDataIsIgnoredWithOneWarningAndLeftAsItIs(CapturedOutput output) throws Exception {
		REDIS.opsForValue().set(standbys("gpt"), "somebody's");
		REDIS.opsForHash().putAll(standbys("claude"), Map.of("format", "2", "what", "is to come"));
		Map<String, String> before = RealRedis.dump(FACTORY, this.prefix);
		StandbyNotice known = manual("local");
		this.store.publish(List.of(manual("gpt"), manual("claude"), known));
		this.store.publish(List.of(manual("gpt"), manual("claude"), known));
		assertThat(this.store.load()).containsExactly(known);
		assertThat(RealRedis.dump(FACTORY, this.prefix)).containsAllEntriesOf(before);
		assertThat(warnings(output)).hasSize(2)
			.anyMatch((line) -> line.contains("'" + standbys("gpt") + "'"))
			.anyMatch((line) -> line.contains("'" + standbys("claude") + "'"));
	}

	@Test
	void entriesThatCannotBeUnderstoodAreIgnoredWithOneWarningAndTheOthersHold(CapturedOutput output) throws Exception {
		StandbyNotice known = manual("gpt");
		this.store.publish(List.of(known));
		REDIS.opsForHash()
			.putAll(standbys("gpt"), Map.of("nonsense", "x", "MANUAL lift", "soon", "SLOW 5 never", "x", "SLOW 5 -",
					"no time", "NO_SUCH_REASON 5 -", "1.000000000", "SLOW 99999999999999999999 -", "1.000000000"));
		assertThat(this.store.load()).containsExactly(known);
		this.store.publish(List.of(known));
		assertThat(this.store.load()).containsExactly(known);
		assertThat(warnings(output)).singleElement().asString().contains("'" + standbys("gpt") + "'");
	}

	@Test
	void counterThatIsNotOursIsLeftAndTheModelIsCountedAlone(CapturedOutput output) {
		String key = this.prefix + ":{gpt}:requests:PT24H:" + Instance.DAY.at(Instant.now()).start() + ":v1";
		REDIS.opsForValue().set(key, "somebody's");
		try (Instance instance = Instance.patient(FACTORY, this.prefix, 3)) {
			for (int i = 0; i < 3; i++) {
				assertThat(instance.call()).isEqualTo("answer");
			}
			assertThatExceptionOfType(ChainExhaustedException.class).isThrownBy(instance::call);
		}
		assertThat(REDIS.opsForValue().get(key)).isEqualTo("somebody's");
		assertThat(warnings(output)).singleElement().asString().contains("'" + key + "'");
	}

	@Test
	void nothingThatWasAskedAnsweredThrownOrSecretIsInRedis() {
		String canary = "canary-" + this.prefix;
		try (Instance instance = Instance.patient(FACTORY, this.prefix, 100)) {
			String answer = instance.understudy.router().call(Instance.CHAIN, (model) -> {
				CurrentModel.usage(10, 5);
				return canary + " prompt and answer";
			});
			assertThat(answer).startsWith(canary);
			for (int i = 0; i < 6; i++) {
				try {
					instance.understudy.router().call(Instance.CHAIN, (model) -> {
						throw new UncheckedIOException("Bearer " + canary, new IOException(canary));
					});
				}
				catch (RuntimeException ex) {
					assertThat(ex).isNotNull();
				}
			}
			eventually("a standby is shared", SOON,
					() -> RealRedis.dump(FACTORY, this.prefix + ":{gpt}:standbys")
						.toString()
						.contains("LOW_SUCCESS_RATE"));
			eventually("tokens are counted", SOON,
					() -> RealRedis.dump(FACTORY, this.prefix + ":{gpt}:tokens").toString().contains("total=15"));
		}
		String all = RealRedis.dump(FACTORY, this.prefix).toString().replace(this.prefix, "");
		assertThat(all).doesNotContain("canary").doesNotContain("Bearer").contains("total=");
	}

	private String standbys(String modelId) {
		return this.prefix + ":{" + modelId + "}:standbys:v1";
	}

	private static Standby manual(Instance instance) {
		return instance.understudy.registry()
			.status("gpt")
			.standbys()
			.stream()
			.filter((standby) -> standby.reason() == StandbyReason.MANUAL)
			.findAny()
			.orElse(null);
	}

	private static StandbyNotice manual(String modelId) {
		Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
		return StandbyNotice.stands(modelId, now.toEpochMilli(), new Standby(StandbyReason.MANUAL, now, null, "out"));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("WARN") && line.contains("Redis key")).toList();
	}

	/**
	 * Lets the model's key be written, and keeps what names it waiting.
	 *
	 * @param runner who has scripts run
	 * @param gate what is waited for
	 */
	private record HalfwayRunner(ScriptRunner runner, CompletableFuture<Void> gate) implements ScriptRunner {

		@Override
		public CompletableFuture<List<Object>> run(Script script, List<String> keys, List<byte[]> arguments) {
			return script.equals(StandbyScripts.MERGE) ? this.runner.run(script, keys, arguments)
					: this.gate.thenCompose((open) -> this.runner.run(script, keys, arguments));
		}

		@Override
		public void close() {
		}

	}

}
