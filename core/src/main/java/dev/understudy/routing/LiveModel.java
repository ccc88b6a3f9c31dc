package dev.understudy.routing;

import java.util.LinkedHashSet;
import java.util.Set;

import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.SkipReason;
import dev.understudy.StandbyReason;
import dev.understudy.health.HealthSnapshot;
import dev.understudy.health.Lease;
import dev.understudy.health.ModelHealth;
import dev.understudy.limit.Allowance;
import org.jspecify.annotations.Nullable;

/**
 * A configured model with what is known of it and what bounds it. Health outlives a
 * change of the configuration.
 *
 * @param settings how it is configured
 * @param health its health
 * @param permits what bounds its running attempts
 * @param abandoned its attempts that nobody waits for any more
 * @param allowance what it may still use up, {@code null} where nothing ever was bounded
 */
record LiveModel(ModelSettings settings, ModelHealth health, Permits permits, Abandoned abandoned,
		@Nullable Allowance allowance) {

	Model model() {
		return this.settings.model();
	}

	ModelStatus status(long now) {
		return (this.allowance != null)
				? this.health.status(model(),
						this.allowance.consumption(now, this.health.statistics().consumption(model().price())))
				: this.health.status(model());
	}

	boolean usable(long now) {
		return free() && bounded() && this.health.usable(now);
	}

	boolean usableAnyway(long now) {
		return free() && bounded() && this.health.usableAnyway(now);
	}

	@Nullable Lease lease(long now, long patience) {
		return admit() ? kept(this.health.lease(now, patience)) : null;
	}

	/**
	 * For an attempt that is admitted and counted against the limits already; one that
	 * gets no lease is admitted no more.
	 */
	@Nullable Lease leaseReserved(long now, long patience) {
		return kept(this.health.leaseReserved(now, patience));
	}

	@Nullable Lease leaseAnyway(long now, long patience) {
		return admit() ? kept(this.health.leaseAnyway(now, patience, false)) : null;
	}

	/** The same on standby too. */
	@Nullable Lease leaseReservedAnyway(long now, long patience) {
		return kept(this.health.leaseAnyway(now, patience, true));
	}

	/** Takes a place among the attempts that run at once. */
	boolean admit() {
		return !this.abandoned.tooMany() && this.permits.take();
	}

	/** Why a call cannot have it now. */
	Set<String> reasonsAgainst(long now) {
		HealthSnapshot snapshot = this.health.snapshot();
		Set<String> names = new LinkedHashSet<>();
		snapshot.standbys(now).forEach((standby) -> names.add(standby.reason().name()));
		if (this.allowance != null) {
			this.allowance.reached(now).forEach((reason) -> names.add(reason.name()));
		}
		StandbyReason trial = snapshot.trialReason();
		if (names.isEmpty()) {
			names.add((trial != null && free()) ? trial.name() : SkipReason.CONCURRENCY.name());
		}
		return names;
	}

	/**
	 * Whether nothing keeps a call from it but attempts that somebody waits for, whose
	 * ends make room.
	 */
	boolean busy(long now) {
		boolean standing = !this.health.snapshot().standbys(now).isEmpty();
		boolean bounded = this.allowance != null && !this.allowance.reached(now).isEmpty();
		return !standing && !bounded && !stuck();
	}

	/** An attempt is over, or comes to nothing. Said once. */
	void left() {
		this.permits.giveBack();
	}

	/** Whether clients that do not return have every place there is. */
	private boolean stuck() {
		boolean bounded = this.permits.most() != 0;
		return this.abandoned.tooMany() || (bounded && this.abandoned.count() >= this.permits.most());
	}

	private boolean free() {
		return this.permits.free() && !this.abandoned.tooMany();
	}

	/** Whether its limits can be told, now or as soon as somebody asks. */
	private boolean bounded() {
		return this.allowance == null || !this.allowance.refuses();
	}

	private @Nullable Lease kept(@Nullable Lease lease) {
		if (lease == null) {
			this.permits.giveBack();
		}
		return lease;
	}

}
