package dev.understudy.micrometer;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.StandbyReason;
import dev.understudy.health.Ticker;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.RetryPolicy;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Gauges say what the status of a model says, whenever they are read.
 */
class ModelGaugesTests {

	private final AtomicLong now = new AtomicLong();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Understudy understudy = engine("gpt", "claude");

	private final ModelGauges gauges = new ModelGauges(this.registry, this.understudy);

	@Test
	void aModelThatWasNeverCalledIsActiveAndHealthy() {
		this.understudy.follow(this.gauges::show);
		assertThat(read("state", "gpt")).isEqualTo(1);
		assertThat(read("success.rate", "gpt")).isEqualTo(1);
		assertThat(read("score", "gpt")).isEqualTo(0.5);
		assertThat(read("cooldown", "gpt")).isZero();
		assertThat(this.registry.get("understudy.model.cooldown").gauges())
			.allMatch((gauge) -> "seconds".equals(gauge.getId().getBaseUnit()))
			.hasSize(2);
		assertThat(this.registry.getMeters()).hasSize(8);
	}

	@Test
	void tellTheTruthWithoutTraffic() {
		this.understudy.follow(this.gauges::show);
		for (int i = 0; i < 5; i++) {
			failOnce();
		}
		assertThat(read("state", "gpt")).isZero();
		assertThat(read("cooldown", "gpt")).isEqualTo(60);
		pass(Duration.ofSeconds(45).plusMillis(500));
		assertThat(read("state", "gpt")).isZero();
		assertThat(read("cooldown", "gpt")).isEqualTo(14.5);
		pass(Duration.ofSeconds(14).plusMillis(500));
		assertThat(read("state", "gpt")).isEqualTo(0.5);
		assertThat(read("cooldown", "gpt")).isZero();
		assertThat(read("success.rate", "gpt")).isZero();
		pass(Duration.ofMinutes(10));
		assertThat(read("success.rate", "gpt")).isEqualTo(1);
	}

	@Test
	void aStandbyByTheClockEndsWithoutACall() {
		this.understudy.follow(this.gauges::show);
		this.understudy.registry().disable("gpt", Duration.ofMinutes(2), "sick");
		assertThat(read("state", "gpt")).isZero();
		pass(Duration.ofMinutes(2).minusNanos(1));
		assertThat(read("state", "gpt")).isZero();
		pass(Duration.ofNanos(1));
		assertThat(read("state", "gpt")).isEqualTo(1);
	}

	@Test
	void aStandbyThatOnlySomebodysHandEndsHasAnEndlessCooldown() {
		this.understudy.follow(this.gauges::show);
		this.understudy.registry().disable("gpt", null, "sick");
		assertThat(read("cooldown", "gpt")).isEqualTo(Double.POSITIVE_INFINITY);
		this.understudy.registry().release("gpt");
		assertThat(read("cooldown", "gpt")).isZero();
	}

	@Test
	void sayWhatTheStatusSays() {
		this.understudy.follow(this.gauges::show);
		for (int i = 0; i < 7; i++) {
			this.understudy.router().call("assistant", (model) -> {
				pass(Duration.ofMillis(700));
				return model.id();
			});
		}
		failOnce();
		ModelStatus status = this.understudy.registry().status("gpt");
		assertThat(read("success.rate", "gpt")).isEqualTo(status.successRate()).isEqualTo(7 / 8.0);
		assertThat(read("score", "gpt")).isEqualTo(status.score()).isBetween(0.5, 1.0);
		assertThat(status.standbys()).extracting((standby) -> standby.reason())
			.doesNotContain(StandbyReason.ERROR_THRESHOLD);
	}

	@Test
	void comeAndGoWithTheModels() {
		this.understudy.follow(this.gauges::show);
		this.understudy.registry().disable("claude", null, "sick");
		Gauge stays = this.registry.get("understudy.model.state").tag("model", "claude").gauge();
		this.understudy.perform(repertoire("claude", "local"));
		assertThat(this.registry.getMeters()).hasSize(8)
			.extracting((meter) -> meter.getId().getTag("model"))
			.containsOnly("claude", "local");
		assertThat(this.registry.get("understudy.model.state").tag("model", "claude").gauge()).isSameAs(stays);
		assertThat(stays.value()).isZero();
		this.understudy.perform(repertoire("claude", "gpt"));
		assertThat(read("state", "gpt")).isEqualTo(1);
		assertThat(this.registry.find("understudy.model.state").tag("model", "local").gauge()).isNull();
	}

	@Test
	void aModelThatCameBackIsReadAnew() {
		this.understudy.follow(this.gauges::show);
		this.understudy.registry().disable("gpt", null, "sick");
		this.understudy.perform(repertoire("claude"));
		this.understudy.perform(repertoire("claude", "gpt"));
		assertThat(read("state", "gpt")).isEqualTo(1);
	}

	@Test
	void areRemovedFromEveryRegistryOfAComposite() {
		SimpleMeterRegistry part = new SimpleMeterRegistry();
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(part);
		this.understudy.follow(new ModelGauges(composite, this.understudy)::show);
		assertThat(part.getMeters()).hasSize(8);
		this.understudy.perform(repertoire("claude"));
		assertThat(part.getMeters()).hasSize(4);
	}

	@Test
	void thoseOfAModelThatIsNotInForceReadNothing() {
		this.gauges.show(repertoire("nobody"));
		assertThat(read("state", "nobody")).isNaN();
		assertThat(this.registry.getMeters()).extracting(Meter::getId).allMatch((id) -> id.getTags().size() == 1);
	}

	private double read(String gauge, String model) {
		return this.registry.get("understudy.model." + gauge).tag("model", model).gauge().value();
	}

	private void failOnce() {
		assertThatThrownBy(() -> this.understudy.router().models("gpt").call((model) -> {
			throw new IllegalStateException("down");
		})).isNotNull();
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

	private Understudy engine(String... ids) {
		return Understudy.builder().ticker(new Ticker() {

			@Override
			public long nanos() {
				return ModelGaugesTests.this.now.get();
			}

			@Override
			public Instant instant() {
				return Instant.EPOCH.plusNanos(nanos());
			}

		}).repertoire(repertoire(ids)).build();
	}

	private static Repertoire repertoire(String... ids) {
		return new Repertoire(Arrays.stream(ids).map((id) -> ModelSettings.of(Model.of(id, "x", id))).toList(),
				List.of(chain("assistant", List.of(ids))), (wanted) -> chain("any", wanted));
	}

	private static ChainSettings chain(String name, List<String> ids) {
		return ChainSettings.of(name,
				ids.stream()
					.map((id) -> SeatSettings.of(id).withTimeout(Duration.ZERO).withRetry(RetryPolicy.NONE))
					.toList());
	}

}
