package dev.understudy.sample.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The names of this application. A name that somebody else's page has made point here is
 * none of them.
 */
final class KnownHosts {

	private static final Pattern LOOPBACK = Pattern
		.compile("localhost|.+\\.localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[?(0:0:0:0:0:0:0:1|::1)]?");

	private final Set<String> allowed;

	KnownHosts(Set<String> allowed) {
		this.allowed = allowed.stream().map(KnownHosts::lower).collect(Collectors.toUnmodifiableSet());
	}

	boolean isKnown(String host) {
		return LOOPBACK.matcher(lower(host)).matches() || isAllowed(host);
	}

	/**
	 * Whether an origin is the one that was asked. Behind a proxy the scheme and the port
	 * may differ, so a name that is allowed is enough.
	 */
	boolean isSame(String origin, String scheme, String host, int port) {
		try {
			URI uri = new URI(origin);
			String from = uri.getHost();
			if (from == null) {
				return false;
			}
			return isAllowed(from) || (from.equalsIgnoreCase(host) && scheme.equalsIgnoreCase(uri.getScheme())
					&& port(uri.getScheme(), uri.getPort()) == port);
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private boolean isAllowed(String host) {
		return this.allowed.contains(lower(host));
	}

	private static int port(@Nullable String scheme, int port) {
		if (port >= 0) {
			return port;
		}
		return "https".equalsIgnoreCase(scheme) ? 443 : 80;
	}

	private static String lower(String host) {
		return host.toLowerCase(Locale.ROOT);
	}

}
