package dev.understudy.boot;

/**
 * Knows the bean through which one library calls a model.
 */
@FunctionalInterface
interface ClientNames {

	ClientSearch of(ModelProperties model);

}
