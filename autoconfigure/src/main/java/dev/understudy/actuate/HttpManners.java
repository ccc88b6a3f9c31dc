package dev.understudy.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.understudy.UnknownNameException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;

/**
 * Lets one of our endpoints speak HTTP, with any web framework: an unknown name is a 404,
 * a mistake in the request a 400, both with a body that says {@code error}; a field that
 * nobody reads is a mistake; and {@code for}, which no parameter in Java can be called,
 * finds its parameter. Calls that come another way pass as they are.
 */
public final class HttpManners implements OperationInvokerAdvisor {

	private static final int MOST_NAMES = 20;

	private static final Set<String> FIELDS = Set.of(Cue.ENABLED, Cue.FOR, Cue.NOTE);

	/** What {@link Cue#FOR} is called in Java. */
	private static final String DURATION = "duration";

	/** A variable of a path: {@code {name}}, {@code {name:regex}} or {@code {*name}}. */
	private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^:}]+)");

	private final EndpointId endpoint;

	/** What the framework reads from the path before the endpoint. */
	private final Set<String> variables;

	/**
	 * Manners for one endpoint.
	 * @param endpoint the endpoint's id
	 * @param basePath the path before the endpoint, which may have variables
	 */
	public HttpManners(String endpoint, String basePath) {
		this.endpoint = EndpointId.of(endpoint);
		this.variables = VARIABLE.matcher(basePath)
			.results()
			.map((variable) -> variable.group(1))
			.collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType type, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!this.endpoint.equals(endpointId)) {
			return invoker;
		}
		return (context) -> context.canResolve(WebServerNamespace.class) ? answer(type, parameters, context, invoker)
				: invoker.invoke(context);
	}

	private @Nullable Object answer(OperationType type, OperationParameters parameters, InvocationContext context,
			OperationInvoker invoker) {
		try {
			parameters.stream().filter(HttpManners::inPath).forEach((name) -> requirePath(name.getName(), context));
			return invoker.invoke((type == OperationType.WRITE) ? renamed(context, parameters) : context);
		}
		catch (UnknownNameException ex) {
			return refusal(WebEndpointResponse.STATUS_NOT_FOUND, message(ex), null);
		}
		catch (BadFieldException ex) {
			return refusal(WebEndpointResponse.STATUS_BAD_REQUEST, ex.getMessage(), ex.field());
		}
	}

	private static boolean inPath(OperationParameter parameter) {
		return parameter.getAnnotation(Selector.class) != null;
	}

	/**
	 * The path comes as an array. Body and query can put something in its place, but no
	 * array.
	 */
	private static void requirePath(String name, InvocationContext context) {
		if (!(context.getArguments().get(name) instanceof String[])) {
			throw new BadFieldException(name, "'" + name + "' is read from the path, leave it out elsewhere");
		}
	}

	private InvocationContext renamed(InvocationContext context, OperationParameters parameters) {
		Map<String, Object> arguments = new LinkedHashMap<>();
		context.getArguments().forEach((name, value) -> {
			if (FIELDS.contains(name)) {
				requireSingle(name, value);
				arguments.put(name.equals(Cue.FOR) ? DURATION : name, value);
			}
			else if (parameters.stream().anyMatch((known) -> known.getName().equals(name) && inPath(known))) {
				arguments.put(name, value);
			}
			else if (!this.variables.contains(name)) {
				throw unknownField(name);
			}
		});
		return new InvocationContext(SecurityContext.NONE, arguments, resolverOf(context));
	}

	/** A query may name a field more than once. */
	private static void requireSingle(String name, @Nullable Object value) {
		if (value != null && !(value instanceof String)) {
			throw new BadFieldException(name, "'" + name + "' is there more than once, must be there once at most");
		}
	}

	private static BadFieldException unknownField(String name) {
		String shown = BadFieldException.shown(name);
		return new BadFieldException(shown,
				"'" + shown + "' is not a field of the request (known: 'enabled', 'for', 'note'), leave it out");
	}

	private static OperationArgumentResolver resolverOf(InvocationContext context) {
		return new OperationArgumentResolver() {

			@Override
			public boolean canResolve(Class<?> type) {
				return context.canResolve(type);
			}

			@Override
			public <T> @Nullable T resolve(Class<T> type) {
				return context.resolveArgument(type);
			}

		};
	}

	private static WebEndpointResponse<Map<String, String>> refusal(int status, @Nullable String error,
			@Nullable String field) {
		Map<String, String> body = new LinkedHashMap<>();
		if (field != null) {
			body.put("field", field);
		}
		body.put("error", String.valueOf(error));
		return new WebEndpointResponse<>(OperationResponseBody.of(body), status);
	}

	/** Without the list of known names when that is long. */
	private static String message(UnknownNameException unknown) {
		String shown = "'" + BadFieldException.shown(unknown.name()) + "'";
		return (unknown.known().size() <= MOST_NAMES)
				? String.valueOf(unknown.getMessage()).replace("'" + unknown.name() + "'", shown)
				: "Unknown name " + shown + ", one of '" + unknown.known().size() + "' others is known";
	}

}
