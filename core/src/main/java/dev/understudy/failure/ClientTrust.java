package dev.understudy.failure;

/**
 * Which exceptions are taken for a model's client speaking, so that a 401, 403 or 404 is
 * about the model and not about some other service that the application calls.
 */
public enum ClientTrust {

	/** Those whose type or origin is a known client library. */
	KNOWN_CLIENTS,

	/** All: nothing but a model's client can have thrown them. */
	EVERYTHING

}
