/**
 * The words of Understudy: what an application annotates, autowires, receives and
 * catches. Needs nothing but the JDK to compile against.
 */
@NullMarked
package dev.understudy;

import org.jspecify.annotations.NullMarked;
