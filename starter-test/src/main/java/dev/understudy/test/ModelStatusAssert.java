package dev.understudy.test;

import java.time.Duration;

import dev.understudy.ModelState;
import dev.understudy.ModelStatus;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what is known of a model.
 */
public final class ModelStatusAssert extends AbstractAssert<ModelStatusAssert, ModelStatus> {

	ModelStatusAssert(@Nullable ModelStatus actual) {
		super(actual, ModelStatusAssert.class);
	}

	/**
	 * The model may be used.
	 * @return this
	 */
	public ModelStatusAssert isActive() {
		return is(ModelState.ACTIVE, "be active");
	}

	/**
	 * The model must not be used, for whatever reason.
	 * @return this
	 */
	public ModelStatusAssert isOnStandby() {
		return is(ModelState.STANDBY, "be on standby");
	}

	/**
	 * The model has to prove itself.
	 * @return this
	 */
	public ModelStatusAssert isInTrial() {
		return is(ModelState.TRIAL, "be in trial");
	}

	/**
	 * The model must not be used for this reason, and maybe others.
	 * @param reason the reason
	 * @return this
	 */
	public ModelStatusAssert isOnStandbyFor(StandbyReason reason) {
		if (status().standbys().stream().noneMatch((standby) -> standby.reason() == reason)) {
			fail("be on standby for " + reason);
		}
		return this;
	}

	/**
	 * The model may be used again after so long, and not before.
	 * @param expected how long, zero for now
	 * @return this
	 */
	public ModelStatusAssert isUsableAfter(Duration expected) {
		if (!expected.equals(status().cooldownRemaining())) {
			fail("be usable after " + expected);
		}
		return this;
	}

	private ModelStatusAssert is(ModelState expected, String what) {
		if (status().state() != expected) {
			fail(what);
		}
		return this;
	}

	private ModelStatus status() {
		isNotNull();
		return this.actual;
	}

	private void fail(String what) {
		ModelStatus status = status();
		StringBuilder text = new StringBuilder("Expected model '").append(status.id())
			.append("' to ")
			.append(what)
			.append(", and it is ")
			.append(switch (status.state()) {
				case ACTIVE -> "active";
				case STANDBY -> "on standby";
				case TRIAL -> "in trial";
			});
		for (Standby standby : status.standbys()) {
			text.append("\n  ").append(standby.reason()).append(' ').append(end(standby));
		}
		Duration left = status.cooldownRemaining();
		failWithMessage("%s", (left != null && !left.isZero())
				? text.append("\n  usable after ").append(left).toString() : text.toString());
	}

	private static String end(Standby standby) {
		return (standby.until() != null) ? "until " + standby.until() : "without an end";
	}

}
