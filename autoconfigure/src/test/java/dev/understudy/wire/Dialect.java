package dev.understudy.wire;

/**
 * How one provider writes its answers and its errors.
 */
interface Dialect {

	/** The media type of a stream. */
	String streamType();

	/** A whole answer. */
	String answer(Answer answer, ProviderRequest request);

	/** The same answer as a stream. */
	EventStream stream(Answer answer, ProviderRequest request);

	/** The body of an error. */
	String error(Fault fault, String model);

	/** An event that carries an error, or any other text. */
	String event(String data);

	/** What something that broke while a stream was running looks like in it. */
	default String errorEvent(String model) {
		return event(error(Fault.SERVER_ERROR, model));
	}

}
