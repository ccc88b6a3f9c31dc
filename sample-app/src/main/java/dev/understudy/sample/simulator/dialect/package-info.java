/**
 * How providers write: requests, answers, streams and refusals.
 */
@NullMarked
package dev.understudy.sample.simulator.dialect;

import org.jspecify.annotations.NullMarked;
