package dev.understudy;

import dev.understudy.failure.Failure;

/**
 * A stream broke off after some of it had reached the caller, so that no other model
 * could take over.
 */
public class PartialAnswerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Model model;

	private final String text;

	private final transient Failure failure;

	public PartialAnswerException(Model model, String text, Failure failure) {
		super("Model '" + model.id() + "' broke off in the middle of its answer: " + failure.kind(), failure.cause());
		this.model = model;
		this.text = text;
		this.failure = failure;
	}

	/**
	 * The model that broke off.
	 * @return the model
	 */
	public Model model() {
		return this.model;
	}

	/**
	 * What the caller has received so far.
	 * @return the text up to the break
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Why it broke off.
	 * @return the failure
	 */
	public Failure failure() {
		return this.failure;
	}

}
