package dev.understudy.boot;

import dev.understudy.routing.LastGoodAnswers;

/**
 * Makes the store of last good answers of an application that has no cache for them.
 */
@FunctionalInterface
interface EmbeddedAnswers {

	/** Makes a store of as many answers as given. */
	LastGoodAnswers of(int most);

}
