package dev.understudy.boot;

import java.util.List;
import java.util.function.Supplier;

import dev.understudy.ModelCall;
import dev.understudy.ModelRouter;
import dev.understudy.Routed;
import dev.understudy.UnknownNameException;
import org.jspecify.annotations.Nullable;

/**
 * A router that began without chains. Says what to configure as long as there is nothing
 * to choose from.
 */
final class UnconfiguredRouter implements ModelRouter {

	private final ModelRouter router;

	UnconfiguredRouter(ModelRouter router) {
		this.router = router;
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
		return explained("chain", Where.ROOT.child("chains").child(name).child("models"),
				() -> this.router.chain(name));
	}

	@Override
	public Request models(String... ids) {
		return explained("model", Where.ROOT.child("models"), () -> this.router.models(ids));
	}

	private static Request explained(String what, Where where, Supplier<Request> request) {
		try {
			return request.get();
		}
		catch (UnknownNameException ex) {
			if (!ex.known().isEmpty()) {
				throw ex;
			}
			throw new NothingConfiguredException(what, ex.name(), where);
		}
	}

	/** Nothing of the kind is configured, whatever its name. */
	private static final class NothingConfiguredException extends UnknownNameException {

		private static final long serialVersionUID = 1L;

		private final String mend;

		NothingConfiguredException(String what, String name, Where where) {
			super(what, name, List.of());
			this.mend = ", set '" + where + "'";
		}

		@Override
		public String getMessage() {
			return super.getMessage() + this.mend;
		}

	}

}
