package dev.understudy.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Tells who asks, by the libraries that are there: Spring Security's context, else the
 * user of the web request on the calling thread.
 */
public final class PrincipalNames implements Supplier<@Nullable String> {

	private static final List<String> SECURITY = List
		.of("org.springframework.security.core.context.SecurityContextHolder");

	private static final List<String> WEB = List.of("org.springframework.web.context.request.ServletRequestAttributes",
			"jakarta.servlet.http.HttpServletRequest");

	private final List<Supplier<@Nullable String>> sources;

	private PrincipalNames(List<Supplier<@Nullable String>> sources) {
		this.sources = sources;
	}

	/**
	 * Asks what is on the class path.
	 * @param loader where to look for the libraries
	 * @return the name of whoever asks, {@code null} for nobody
	 */
	public static PrincipalNames available(ClassLoader loader) {
		List<Supplier<@Nullable String>> sources = new ArrayList<>();
		if (present(SECURITY, loader)) {
			sources.add(new SecurityPrincipal());
		}
		if (present(WEB, loader)) {
			sources.add(new RequestPrincipal());
		}
		return new PrincipalNames(sources);
	}

	@Override
	public @Nullable String get() {
		return this.sources.stream().map(Supplier::get).filter(Objects::nonNull).findFirst().orElse(null);
	}

	private static boolean present(List<String> types, ClassLoader loader) {
		return types.stream().allMatch((type) -> ClassUtils.isPresent(type, loader));
	}

}
