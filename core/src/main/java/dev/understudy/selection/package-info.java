/**
 * Who is to be tried next: the strategies of a chain.
 */
@NullMarked
package dev.understudy.selection;

import org.jspecify.annotations.NullMarked;
