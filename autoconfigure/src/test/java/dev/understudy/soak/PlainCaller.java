package dev.understudy.soak;

import java.util.Random;

import dev.understudy.ModelRouter;

/**
 * Calls and waits for the answer, on a thread of its own.
 */
final class PlainCaller implements Caller {

	private final House house;

	private final Books books;

	PlainCaller(House house, Books books) {
		this.house = house;
		this.books = books;
	}

	@Override
	public void call(Random random) {
		if (random.nextInt(ONE_IN_IMPATIENT) == 0) {
			interrupted(random);
			return;
		}
		ModelRouter router = this.house.router();
		if (random.nextInt(ONE_IN_PATIENT) == 0) {
			routed("patient", random, (script) -> router.call("patient", (model) -> script.play()));
			return;
		}
		switch (random.nextInt(6)) {
			case 0, 1 -> routed("assistant", random, (script) -> this.house.assistant().ask(script));
			case 2 ->
				routed("wide", random, (script) -> router.<String>route("wide", (model) -> script.play()).value());
			case 3 -> routed("thrifty", random, (script) -> router.call("thrifty", (model) -> script.play()));
			case 4 -> routed("ad-hoc", random,
					(script) -> router.models("lead", "free").key(random.nextInt()).call((model) -> script.play()));
			default -> routed(House.COMING_AND_GOING, random,
					(script) -> router.chain(House.COMING_AND_GOING).call((model) -> script.play()));
		}
	}

	private void routed(String chain, Random random, Way way) {
		Script script = Script.of(chain, this.books, random.nextLong());
		String answer;
		try {
			answer = way.take(script);
		}
		catch (Throwable ex) {
			this.books.failed(chain, ex);
			return;
		}
		this.books.answered(chain, answer);
		if (Thread.interrupted()) {
			this.books.surprise(chain + " left its caller interrupted");
		}
	}

	/** Models hang, and the caller is interrupted. */
	private void interrupted(Random random) {
		Script script = Script.endless("wide", this.books, random.nextLong());
		Thread.currentThread().interrupt();
		try {
			this.books.answered("wide", random.nextBoolean() ? this.house.assistant().askWide(script)
					: this.house.router().call("wide", (model) -> script.play()));
		}
		catch (Exception ex) {
			this.books.interrupted("wide", ex);
		}
		if (!Thread.interrupted()) {
			this.books.surprise("wide forgot that its caller was interrupted");
		}
	}

	/**
	 * How a call is made.
	 */
	private interface Way {

		String take(Script script) throws Exception;

	}

}
