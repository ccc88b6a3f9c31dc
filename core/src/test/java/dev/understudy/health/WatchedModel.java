package dev.understudy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import dev.understudy.Model;
import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.Price;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import dev.understudy.failure.FailurePolicy;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A model's health with its own time, what it reported, and short ways to make things
 * happen to it.
 */
final class WatchedModel implements HealthListener {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Model MODEL = new Model("gpt", "openai", "gpt-4.1", Set.of(), 0, new Price(2, 8));

	final VirtualTicker ticker = new VirtualTicker();

	final List<String> reports = new CopyOnWriteArrayList<>();

	final ModelHealth health;

	WatchedModel(HealthRules rules) {
		this.health = new ModelHealth(MODEL.id(), rules, this.ticker, this);
	}

	WatchedModel() {
		this(HealthRules.DEFAULT);
	}

	@Nullable Lease tryLease() {
		return this.health.lease(now(), PATIENCE.toNanos());
	}

	Lease lease() {
		return requireNonNull(tryLease(), "no lease");
	}

	@Nullable Lease tryLeaseAnyway() {
		return this.health.leaseAnyway(now(), PATIENCE.toNanos(), false);
	}

	Lease leaseAnyway() {
		return requireNonNull(tryLeaseAnyway(), "no lease");
	}

	void succeed(Lease lease) {
		lease.succeeded(now());
	}

	void succeed(int times) {
		for (int i = 0; i < times; i++) {
			succeed(lease());
		}
	}

	void succeedAfter(Duration time) {
		Lease lease = lease();
		this.ticker.advance(time);
		succeed(lease);
	}

	void fail(Lease lease, FailureKind kind, @Nullable Duration retryAfter) {
		Failure failure = new Failure(kind, retryAfter, 0, new IllegalStateException());
		lease.failed(failure, FailurePolicy.DEFAULT.verdict(kind), now());
	}

	void fail(Lease lease) {
		fail(lease, FailureKind.SERVER_ERROR, null);
	}

	void fail(FailureKind kind, @Nullable Duration retryAfter) {
		fail(lease(), kind, retryAfter);
	}

	void fail(int times) {
		for (int i = 0; i < times; i++) {
			fail(lease());
		}
	}

	/** Fails until the model stands down for it, by the default rules. */
	void fall() {
		fail(FailureRules.DEFAULT.consecutiveFailures());
	}

	/** Falls, and waits until the trial begins. */
	void fallAndWait() {
		fall();
		pass(CooldownRules.DEFAULT.first());
	}

	Checkup checkup() {
		return this.health.checkup(now(), PATIENCE.toNanos());
	}

	void probe() {
		checkup().answered(now());
	}

	void fail(Checkup checkup, FailureKind kind) {
		Failure failure = new Failure(kind, null, 0, new IllegalStateException());
		checkup.failed(failure, FailurePolicy.DEFAULT.verdict(kind), Duration.ZERO, now());
	}

	void probeInVain() {
		fail(checkup(), FailureKind.NETWORK_ERROR);
	}

	void pass(Duration time) {
		this.ticker.advance(time);
	}

	void pass(int seconds) {
		pass(Duration.ofSeconds(seconds));
	}

	long now() {
		return this.ticker.nanos();
	}

	boolean usable() {
		return this.health.usable(now());
	}

	ModelStatus status() {
		return this.health.status(MODEL);
	}

	ModelState state() {
		return this.health.snapshot().state(now());
	}

	Set<StandbyReason> reasons() {
		return this.health.snapshot().standbys(now()).stream().map(Standby::reason).collect(Collectors.toSet());
	}

	@Nullable Duration cooldown() {
		return status().cooldownRemaining();
	}

	@Override
	public void stoodDown(String modelId, Standby standby) {
		this.reports.add(modelId + " down " + standby.reason());
	}

	@Override
	public void recovered(String modelId, Instant at) {
		this.reports.add(modelId + " recovered");
	}

}
