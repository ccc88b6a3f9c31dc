package dev.understudy.woven;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.DeclarePrecedence;

/**
 * Further aspects before woven methods, one on each side of ours.
 */
final class Noting {

	static final List<String> NOTES = new CopyOnWriteArrayList<>();

	private Noting() {
	}

	/**
	 * Stands before the fallback: once for a call.
	 */
	@Aspect
	@DeclarePrecedence("dev.understudy.woven.Noting.Outside, dev.understudy.spring.FallbackAspect, dev.understudy.woven.Noting.Inside")
	public static class Outside {

		@Around("execution(@dev.understudy.woven.Noted * *(..))")
		public Object note(ProceedingJoinPoint call) throws Throwable {
			NOTES.add("outside");
			return call.proceed();
		}

	}

	/**
	 * Stands behind the fallback: once for each attempt.
	 */
	@Aspect
	public static class Inside {

		@Around("execution(@dev.understudy.woven.Noted * *(..))")
		public Object note(ProceedingJoinPoint call) throws Throwable {
			NOTES.add("inside " + call.getArgs()[0]);
			return call.proceed();
		}

	}

}
