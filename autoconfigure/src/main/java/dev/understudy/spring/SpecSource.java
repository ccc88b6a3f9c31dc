package dev.understudy.spring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.understudy.routing.CallSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.Expression;

/**
 * Says how a call of a method is to be made: always in the same way, or by what its
 * expressions make of the arguments.
 */
final class SpecSource implements Function<Proceeding, CallSpec> {

	/** Names beyond this many are not kept; no application has as many chains. */
	private static final int MOST_KEPT = 1_000;

	private final Function<String, CallSpec> specs;

	private final CallSpec usual;

	private final @Nullable Expression chain;

	private final @Nullable Expression key;

	private final Expressions expressions;

	private final Map<String, CallSpec> kept = new ConcurrentHashMap<>();

	SpecSource(Function<String, CallSpec> specs, String usual, @Nullable Expression chain, @Nullable Expression key,
			Expressions expressions) {
		this.specs = specs;
		this.usual = specs.apply(usual);
		this.chain = chain;
		this.key = key;
		this.expressions = expressions;
	}

	@Override
	public CallSpec apply(Proceeding call) {
		CallSpec spec = (this.chain != null) ? named(this.chain, call) : this.usual;
		if (this.key == null) {
			return spec;
		}
		Object value = this.expressions.evaluate(this.key, call);
		return (value != null) ? spec.withKey(value) : spec;
	}

	private CallSpec named(Expression expression, Proceeding call) {
		String name = String.valueOf(this.expressions.evaluate(expression, call));
		CallSpec spec = this.kept.get(name);
		if (spec == null) {
			spec = this.specs.apply(name);
			if (this.kept.size() < MOST_KEPT) {
				this.kept.put(name, spec);
			}
		}
		return spec;
	}

}
