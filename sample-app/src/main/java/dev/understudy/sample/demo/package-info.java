/**
 * The services over HTTP, one endpoint each.
 */
@NullMarked
package dev.understudy.sample.demo;

import org.jspecify.annotations.NullMarked;
