package dev.understudy.failure;

/**
 * How much a piece of evidence weighs against another one; later constants weigh more.
 */
enum Strength {

	/** Words in a message. */
	HINT,

	/** A type that can mean many things. */
	GENERAL,

	/** A status that only says no. */
	REFUSAL,

	/** A type that tells of a broken connection. */
	CONNECTION,

	/** A type that means just one thing. */
	TYPE,

	/** A status that means just one thing. */
	STATUS,

	/** An error code of the provider. */
	CODE,

	/** An exception of our own. */
	OWN

}
