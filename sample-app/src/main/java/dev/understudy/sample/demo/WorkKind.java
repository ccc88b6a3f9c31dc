package dev.understudy.sample.demo;

/**
 * What matters most about a piece of work.
 */
enum WorkKind {

	/** What it costs. */
	CHEAP,

	/** How long it takes. */
	FAST,

	/** Whether it compiles. */
	CODING

}
