package dev.understudy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import dev.understudy.LimitNearlyReached;
import dev.understudy.Price;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.Usage;
import dev.understudy.health.Consumption;
import dev.understudy.health.HealthListener;
import dev.understudy.health.HealthRules;
import dev.understudy.health.ModelHealth;
import dev.understudy.health.VirtualTicker;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A model with limits, its own time, and all that was told of it.
 */
final class BoundedModel implements HealthListener {

	static final Period HOUR = Period.of(Duration.ofHours(1));

	static final Period DAY = Period.of(Duration.ofDays(1));

	/** One USD a token. */
	static final Price PRICE = new Price(1_000_000, 1_000_000);

	final VirtualTicker ticker = new VirtualTicker();

	final List<String> told = new CopyOnWriteArrayList<>();

	final ModelHealth health = new ModelHealth("gpt", HealthRules.DEFAULT, this.ticker, this);

	final Allowance allowance;

	BoundedModel(LimitStore store, Limit... limits) {
		this.allowance = new Allowance("gpt", Limits.of(limits), PRICE, this.health, this.ticker, store, this::nearly);
	}

	BoundedModel(Limit... limits) {
		this(LimitStore.inMemory(), limits);
	}

	@Nullable Reservation tryReserve() {
		return this.allowance.reserve(this.ticker.nanos());
	}

	Reservation reserve() {
		return requireNonNull(tryReserve(), "no reservation");
	}

	/** Attempts that answer. */
	void answer(int times) {
		for (int i = 0; i < times; i++) {
			reserve().keep();
		}
	}

	void use(long tokens) {
		reserve().used(new Usage(0, tokens));
	}

	void pass(Duration time) {
		this.ticker.advance(time);
	}

	void renew(Limit... limits) {
		this.allowance.renew(Limits.of(limits), PRICE);
	}

	Consumption consumption() {
		return this.allowance.consumption(this.ticker.nanos(), new Consumption(-1, -1, -1));
	}

	Set<StandbyReason> reasons() {
		return standbys().stream().map(Standby::reason).collect(Collectors.toSet());
	}

	List<Standby> standbys() {
		return this.health.snapshot().standbys(this.ticker.nanos());
	}

	private void nearly(LimitNearlyReached event) {
		this.told.add(event.model() + " nearly " + event.limit() + " until " + event.until());
	}

	@Override
	public void stoodDown(String modelId, Standby standby) {
		this.told.add(modelId + " down " + standby.reason() + " until " + standby.until());
	}

	@Override
	public void recovered(String modelId, Instant at) {
		this.told.add(modelId + " recovered");
	}

}
