package dev.understudy.test.boot;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import dev.understudy.ModelCall;
import dev.understudy.ModelRouter;
import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;

/**
 * A router before whose calls somebody may stand in.
 *
 * @param router takes the calls through their chains
 * @param calls stand in
 */
record ScriptedRouter(ModelRouter router, RouterCalls calls) implements ModelRouter {

	@Override
	public <T extends @Nullable Object> T call(String chain, ModelCall<T> call) {
		return this.router.call(chain, this.calls.around(call, Object.class));
	}

	@Override
	public <T extends @Nullable Object> Routed<T> route(String chain, ModelCall<T> call) {
		return this.router.route(chain, this.calls.around(call, Object.class));
	}

	@Override
	public Request chain(String name) {
		return new ScriptedRequest(this.router.chain(name), this.calls, Object.class);
	}

	@Override
	public Request models(String... ids) {
		return new ScriptedRequest(this.router.models(ids), this.calls, Object.class);
	}

	private record ScriptedRequest(Request request, RouterCalls calls, Class<?> answer) implements Request {

		@Override
		public Request key(Object key) {
			return with(this.request.key(key));
		}

		@Override
		public Request requires(String... capabilities) {
			return with(this.request.requires(capabilities));
		}

		@Override
		public Request deadline(Duration deadline) {
			return with(this.request.deadline(deadline));
		}

		@Override
		public Request answers(Class<?> type) {
			return new ScriptedRequest(this.request.answers(type), this.calls, type);
		}

		@Override
		public <T extends @Nullable Object> T call(ModelCall<T> call) {
			return this.request.call(this.calls.around(call, this.answer));
		}

		@Override
		public <T extends @Nullable Object> Routed<T> route(ModelCall<T> call) {
			return this.request.route(this.calls.around(call, this.answer));
		}

		@Override
		public <T extends @Nullable Object> CompletionStage<Routed<T>> routeAsync(
				ModelCall<? extends CompletionStage<T>> call) {
			return this.request.routeAsync(this.calls.<T>aroundLater(call, this.answer));
		}

		private ScriptedRequest with(Request refined) {
			return new ScriptedRequest(refined, this.calls, this.answer);
		}

	}

}
