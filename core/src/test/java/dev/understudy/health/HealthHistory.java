package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.failure.ModelVerdict;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Lets the same things happen to a model's health and to the oracle, and compares the two
 * after each.
 */
final class HealthHistory implements HealthListener {

	private static final Model MODEL = Model.of("gpt", "openai", "gpt-4.1");

	private static final long PATIENCE = Duration.ofSeconds(8).toNanos();

	private final VirtualTicker ticker = new VirtualTicker();

	private final List<String> reports = new ArrayList<>();

	private final List<Running> running = new ArrayList<>();

	private final ModelHealth health;

	private final HealthOracle oracle;

	HealthHistory(HealthRules rules) {
		this.health = new ModelHealth(MODEL.id(), rules, this.ticker, this);
		this.oracle = new HealthOracle(rules);
	}

	void lease() {
		begin(this.health.lease(now(), PATIENCE), this.oracle.begin(PATIENCE));
	}

	void leaseAnyway() {
		begin(this.health.leaseAnyway(now(), PATIENCE, false), this.oracle.beginAnyway(PATIENCE));
	}

	void succeed(int which) {
		end(which, (lease) -> lease.succeeded(now()), this.oracle::succeed);
	}

	void fail(int which, FailureKind kind, @Nullable Duration retryAfter) {
		Failure failure = new Failure(kind, retryAfter, 0, new IllegalStateException());
		end(which, (lease) -> lease.failed(failure, FailurePolicy.DEFAULT.verdict(kind), now()),
				(attempt) -> this.oracle.fail(attempt, kind, retryAfter));
	}

	void ignore(int which) {
		end(which, Lease::ignored, this.oracle::ignore);
	}

	void pass(Duration time) {
		this.ticker.advance(time);
		this.oracle.time(now());
	}

	void standDown(StandbyReason reason, @Nullable Duration length) {
		this.health.standDown(reason, length, null);
		this.oracle.hold(reason, length);
	}

	void lift(Set<StandbyReason> reasons) {
		this.health.lift(reasons);
		this.oracle.lift(reasons);
	}

	void enable(Set<StandbyReason> reasons) {
		this.health.enable(reasons);
		this.oracle.enable(reasons);
	}

	void probe(boolean reached) {
		Checkup checkup = this.health.checkup(now(), PATIENCE);
		if (reached) {
			checkup.answered(now());
		}
		else {
			Failure failure = new Failure(FailureKind.TIMEOUT, null, 0, new IllegalStateException());
			checkup.failed(failure, ModelVerdict.COUNTS, Duration.ZERO, now());
		}
		this.oracle.probe(reached);
	}

	void compare() {
		ModelStatus status = this.health.status(MODEL);
		List<OracleCalls.Call> calls = this.oracle.window();
		long successes = calls.stream().filter(OracleCalls.Call::success).count();
		double latency = calls.stream()
			.filter(OracleCalls.Call::success)
			.mapToLong(OracleCalls.Call::took)
			.average()
			.orElse(0);
		assertThat(status.state()).as("state").isEqualTo(this.oracle.state());
		assertThat(ends(status.standbys())).as("ends").isEqualTo(this.oracle.ends());
		assertThat(this.health.usable(now())).as("usable").isEqualTo(this.oracle.usable());
		assertThat(this.health.usableAnyway(now())).as("usable anyway").isEqualTo(this.oracle.usableAnyway());
		assertThat(status.consecutiveFailures()).as("failures in a row").isEqualTo(this.oracle.failuresInARow);
		assertThat(status.callsInWindow()).as("calls in window").isEqualTo(calls.size());
		assertThat(status.successRate()).as("success rate")
			.isEqualTo(calls.isEmpty() ? 1 : (double) successes / calls.size());
		assertThat((double) status.latencyMean().toNanos()).as("mean latency").isCloseTo(latency, within(1.0));
		assertThat(this.health.statistics().running()).as("running").isEqualTo(this.oracle.running);
	}

	/** A recovery is reported when it is noticed: the next lease does. */
	void compareReports() {
		lease();
		assertThat(this.reports).isEqualTo(this.oracle.reports);
	}

	@Override
	public void stoodDown(String modelId, Standby standby) {
		this.reports.add("down " + standby.reason());
	}

	@Override
	public void recovered(String modelId, Instant at) {
		this.reports.add("recovered");
	}

	private long now() {
		return this.ticker.nanos();
	}

	private void begin(@Nullable Lease lease, HealthOracle.@Nullable Try attempt) {
		assertThat(lease != null).as("lease given").isEqualTo(attempt != null);
		if (lease != null && attempt != null) {
			this.running.add(new Running(lease, attempt));
		}
	}

	private void end(int which, Predicate<Lease> real, Consumer<HealthOracle.Try> told) {
		if (!this.running.isEmpty()) {
			Running ended = this.running.remove(which % this.running.size());
			assertThat(real.test(ended.lease)).isTrue();
			told.accept(ended.attempt);
		}
	}

	private static Map<StandbyReason, Long> ends(List<Standby> standbys) {
		Map<StandbyReason, Long> ends = new EnumMap<>(StandbyReason.class);
		standbys.forEach((standby) -> ends.put(standby.reason(), (standby.until() != null)
				? Duration.between(VirtualTicker.BEGINNING, standby.until()).toNanos() : HealthOracle.NEVER));
		return ends;
	}

	private record Running(Lease lease, HealthOracle.Try attempt) {
	}

}
