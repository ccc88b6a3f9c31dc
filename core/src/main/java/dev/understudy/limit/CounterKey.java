package dev.understudy.limit;

/**
 * What one counter counts: a kind of use of one model in one window. A window of another
 * period has a counter of its own.
 *
 * @param model the model's id
 * @param kind what is counted
 * @param per the period that the window belongs to
 * @param window when
 */
public record CounterKey(String model, LimitKind kind, Period per, Window window) {

	/**
	 * The key in a form that never changes and that no other key has, such as
	 * {@code requests:PT24H:2026-01-01T00:00:00Z:gpt}.
	 * @return a name for the counter
	 */
	public String text() {
		return this.kind.text() + ":" + this.per + ":" + this.window.start() + ":" + this.model;
	}

}
