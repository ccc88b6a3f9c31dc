package dev.understudy.spring;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The name in Spring Security's context.
 */
final class SecurityPrincipal implements Supplier<@Nullable String> {

	@Override
	public @Nullable String get() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getName() : null;
	}

}
