package dev.understudy.routing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.understudy.ModelCall;
import dev.understudy.ModelRouter;
import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;

/**
 * Takes the calls of code through chains.
 */
final class DefaultModelRouter implements ModelRouter {

	private final Engine engine;

	private final SyncCalls sync;

	private final AsyncCalls async;

	/** Of all chains that were ever asked for; there were no others to be kept. */
	private final Map<String, CallSpec> specs = new ConcurrentHashMap<>();

	DefaultModelRouter(Engine engine, SyncCalls sync, AsyncCalls async) {
		this.engine = engine;
		this.sync = sync;
		this.async = async;
	}

	@Override
	public <T extends @Nullable Object> T call(String chain, ModelCall<T> call) {
		return chain(chain).call(call);
	}

	@Override
	public <T extends @Nullable Object> Routed<T> route(String chain, ModelCall<T> call) {
		return chain(chain).route(call);
	}

	@Override
	public Request chain(String name) {
		CallSpec spec = this.specs.get(name);
		if (spec == null) {
			spec = CallSpec.chain(name);
			spec.plan(this.engine.ensemble());
			this.specs.put(name, spec);
		}
		return request(spec, name);
	}

	@Override
	public Request models(String... ids) {
		return request(CallSpec.models(List.of(ids)), String.join(",", ids));
	}

	/** A request that cannot fail for its names. */
	private Request request(CallSpec spec, String name) {
		spec.plan(this.engine.ensemble());
		return new DefaultRequest(this.sync, this.async, spec, name, null, null);
	}

}
