package dev.understudy.spring;

import java.lang.reflect.Method;

import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * A call that came through woven code.
 */
final class WovenCall implements Proceeding {

	private final Method method;

	private final ProceedingJoinPoint call;

	private final @Nullable Object[] arguments;

	private final @Nullable Replay replay;

	WovenCall(Method method, ProceedingJoinPoint call) {
		this.method = method;
		this.call = call;
		this.arguments = call.getArgs();
		this.replay = Replay.of(call);
	}

	@Override
	public Method method() {
		return this.method;
	}

	@Override
	public @Nullable Object target() {
		return this.call.getTarget();
	}

	@Override
	public Object self() {
		Object target = this.call.getTarget();
		return (target != null) ? target : this.method.getDeclaringClass();
	}

	@Override
	public @Nullable Object[] arguments() {
		return this.arguments;
	}

	@Override
	public @Nullable Object proceed(@Nullable Object[] arguments) throws Throwable {
		return (this.replay != null) ? this.replay.run(arguments) : this.call.proceed(arguments);
	}

}
