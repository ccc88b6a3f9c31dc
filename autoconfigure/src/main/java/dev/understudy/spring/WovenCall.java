package dev.understudy.spring;

import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * A call that came through woven code.
 */
final class WovenCall extends MethodCall {

	private final ProceedingJoinPoint call;

	private final @Nullable Object[] arguments;

	private final @Nullable Replay replay;

	WovenCall(MethodPlan plan, ProceedingJoinPoint call) {
		super(plan);
		this.call = call;
		this.arguments = call.getArgs();
		this.replay = Replay.of(call);
	}

	@Override
	@Nullable Object target() {
		return this.call.getTarget();
	}

	@Override
	Object self() {
		Object target = this.call.getTarget();
		return (target != null) ? target : plan().method().getDeclaringClass();
	}

	@Override
	@Nullable Object[] arguments() {
		return this.arguments;
	}

	@Override
	@Nullable Object proceed(@Nullable Object[] arguments) throws Throwable {
		return (this.replay != null) ? this.replay.run(arguments) : this.call.proceed(arguments);
	}

}
