package dev.understudy.routing;

import java.util.List;

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
		return request(CallSpec.chain(name), name);
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
