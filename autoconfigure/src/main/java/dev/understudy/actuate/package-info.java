/**
 * What operators see and switch over Spring Boot's actuator: endpoints, health and info.
 */
@NullMarked
package dev.understudy.actuate;

import org.jspecify.annotations.NullMarked;
