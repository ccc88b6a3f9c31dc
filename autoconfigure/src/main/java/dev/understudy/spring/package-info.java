/**
 * The annotations at work: advice, plans of methods and degrade methods.
 */
@NullMarked
package dev.understudy.spring;

import org.jspecify.annotations.NullMarked;
