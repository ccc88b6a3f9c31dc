package dev.understudy.routing;

import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.understudy.ModelCall;
import dev.understudy.ModelCallException;
import dev.understudy.ModelRouter;
import dev.understudy.Routed;
import org.jspecify.annotations.Nullable;

/**
 * A request of code, which is also the question that the rungs of its chain see.
 */
final class DefaultRequest implements ModelRouter.Request, Question {

	private final SyncCalls sync;

	private final AsyncCalls async;

	private final CallSpec spec;

	private final String name;

	private final @Nullable Object key;

	private final @Nullable Class<?> type;

	DefaultRequest(SyncCalls sync, AsyncCalls async, CallSpec spec, String name, @Nullable Object key,
			@Nullable Class<?> type) {
		this.sync = sync;
		this.async = async;
		this.spec = spec;
		this.name = name;
		this.key = key;
		this.type = type;
	}

	@Override
	public ModelRouter.Request key(Object value) {
		return with(this.spec.withKey(value), value, this.type);
	}

	@Override
	public ModelRouter.Request requires(String... capabilities) {
		return with(this.spec.withRequires(new HashSet<>(Arrays.asList(capabilities))), this.key, this.type);
	}

	@Override
	public ModelRouter.Request deadline(Duration deadline) {
		return with(this.spec.withDeadline(deadline), this.key, this.type);
	}

	@Override
	public ModelRouter.Request answers(Class<?> value) {
		Class<?> boxed = MethodType.methodType(value).wrap().returnType();
		return with(this.spec.withRungs(List.of(), true), this.key, boxed);
	}

	@Override
	public <T extends @Nullable Object> T call(ModelCall<T> call) {
		try {
			return this.sync.call(this.spec, this, call);
		}
		catch (Exception ex) {
			throw ModelCallException.unchecked(ex);
		}
	}

	@Override
	public <T extends @Nullable Object> Routed<T> route(ModelCall<T> call) {
		try {
			return this.sync.route(this.spec, this, call);
		}
		catch (Exception ex) {
			throw ModelCallException.unchecked(ex);
		}
	}

	@Override
	public <T extends @Nullable Object> CompletionStage<Routed<T>> routeAsync(
			ModelCall<? extends CompletionStage<T>> call) {
		return this.async.route(this.spec, this, call,
				(thrown) -> (thrown instanceof Exception ex) ? ModelCallException.unchecked(ex) : thrown);
	}

	@Override
	public Class<?> answerType() {
		return (this.type != null) ? this.type : Object.class;
	}

	@Override
	public @Nullable String text() {
		return null;
	}

	@Override
	public @Nullable String key() {
		return (this.key != null) ? QuestionKey.of(this.name, answerType().getName(), this.key) : null;
	}

	@Override
	public String subject() {
		return "chain " + this.name;
	}

	private ModelRouter.Request with(CallSpec next, @Nullable Object nextKey, @Nullable Class<?> nextType) {
		return new DefaultRequest(this.sync, this.async, next, this.name, nextKey, nextType);
	}

}
