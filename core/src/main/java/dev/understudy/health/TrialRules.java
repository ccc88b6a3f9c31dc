package dev.understudy.health;

/**
 * How a failing model proves itself.
 *
 * @param calls attempts that are let through at once
 * @param closeAfter successes that make it active again
 */
public record TrialRules(int calls, int closeAfter) {

	/** Three at once, two successes. */
	public static final TrialRules DEFAULT = new TrialRules(3, 2);

	public TrialRules {
		Check.atLeastOne("trial-calls", calls);
		Check.atLeastOne("close-after", closeAfter);
	}

}
