package dev.understudy.spring;

import java.security.Principal;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The user of the web request that the calling thread handles.
 */
final class RequestPrincipal implements Supplier<@Nullable String> {

	@Override
	public @Nullable String get() {
		Principal user = (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)
				? request.getRequest().getUserPrincipal() : null;
		return (user != null) ? user.getName() : null;
	}

}
