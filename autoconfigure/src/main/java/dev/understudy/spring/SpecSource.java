package dev.understudy.spring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.understudy.routing.CallSpec;
import org.jspecify.annotations.Nullable;

/**
 * Says how a call of a method is to be made: always in the same way, or by what its
 * expressions make of the arguments.
 */
final class SpecSource implements Function<MethodCall, CallSpec> {

	/** Names beyond this many are not kept; no application has as many chains. */
	private static final int MOST_KEPT = 1_000;

	private final Function<String, CallSpec> specs;

	private final ChainChoice chain;

	private final @Nullable CallSpec usual;

	private final @Nullable ArgumentExpression key;

	private final Map<String, CallSpec> kept = new ConcurrentHashMap<>();

	SpecSource(Function<String, CallSpec> specs, ChainChoice chain, @Nullable ArgumentExpression key) {
		this.specs = specs;
		this.chain = chain;
		this.usual = (chain.expression() == null) ? specs.apply(chain.name()) : null;
		this.key = key;
	}

	@Override
	public CallSpec apply(MethodCall call) {
		CallSpec spec = (this.usual != null) ? this.usual : named(this.chain.of(call));
		Object value = (this.key != null) ? this.key.evaluate(call) : null;
		return (value != null) ? spec.withKey(value) : spec;
	}

	private CallSpec named(String name) {
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
