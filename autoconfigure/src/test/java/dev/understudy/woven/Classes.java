package dev.understudy.woven;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;

/**
 * Annotations on types.
 */
final class Classes {

	private Classes() {
	}

	/**
	 * Annotated itself.
	 */
	@ModelFallback
	@DegradeTo(text = "of the class")
	static class Annotated {

		String ask(String text) {
			return Troupe.answer(text);
		}

		String askTwice(String text) {
			return ask(text) + ", " + hidden(text);
		}

		private String hidden(String text) {
			return Troupe.answer(text);
		}

	}

	/**
	 * Annotated by its superclass, one of whose methods it calls.
	 */
	static class Extending extends Annotated {

		@Override
		String ask(String text) {
			return "extended " + super.ask(text);
		}

	}

	/**
	 * Annotated.
	 */
	@Composed.Once
	interface Asking {

		String ask(String text);

	}

	/**
	 * Annotated by its interface.
	 */
	static class ByInterface implements Asking {

		@Override
		public String ask(String text) {
			return Troupe.answer(text);
		}

	}

	/**
	 * Annotated directly.
	 */
	@ModelFallback
	@DegradeTo(text = "of the interface")
	interface Speaking {

		String ask(String text);

	}

	/**
	 * Annotated by its interface.
	 */
	static class ByDirectInterface implements Speaking {

		@Override
		public String ask(String text) {
			return Troupe.answer(text);
		}

	}

	/**
	 * Annotated by its interface, which does not declare all of its methods: the other is
	 * out of reach for AspectJ.
	 */
	static class MoreThanItsInterface extends ByDirectInterface {

		public String askMore(String text) {
			return Troupe.answer(text);
		}

	}

	/**
	 * With an annotated method.
	 */
	interface Marked {

		@ModelFallback
		String ask(String text);

	}

	/**
	 * Whose method is annotated in its interface: out of reach for AspectJ.
	 */
	static class ByMethodOfInterface implements Marked {

		@Override
		public String ask(String text) {
			return Troupe.answer(text);
		}

	}

}
