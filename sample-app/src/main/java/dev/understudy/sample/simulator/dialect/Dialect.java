package dev.understudy.sample.simulator.dialect;

import tools.jackson.databind.JsonNode;

/**
 * How one provider writes.
 */
public interface Dialect {

	/**
	 * Where it is spoken.
	 * @return the path of the requests
	 */
	String path();

	/**
	 * Whose it is.
	 * @return the provider, as in the configuration
	 */
	String provider();

	/**
	 * The media type of a stream.
	 * @return the type
	 */
	String streamType();

	/**
	 * Reads a request.
	 * @param body the request
	 * @return what was asked
	 */
	Asked asked(JsonNode body);

	/**
	 * Writes a whole answer.
	 * @param answer the answer
	 * @param asked what was asked
	 * @return the body of the response
	 */
	String whole(Answer answer, Asked asked);

	/**
	 * Writes the same answer as a stream.
	 * @param answer the answer
	 * @param asked what was asked
	 * @return the events
	 */
	Events stream(Answer answer, Asked asked);

	/**
	 * Writes any data as an event.
	 * @param data the data
	 * @return the event
	 */
	String event(String data);

	/**
	 * The status of a refusal.
	 * @param refusal why there is no answer
	 * @return the status of HTTP
	 */
	default int status(Refusal refusal) {
		return refusal.status();
	}

	/**
	 * The body of a refusal.
	 * @param refusal why there is no answer
	 * @param model the model that was asked
	 * @return the body of the response
	 */
	String refusal(Refusal refusal, String model);

}
