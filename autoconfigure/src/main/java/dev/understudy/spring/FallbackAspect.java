package dev.understudy.spring;

import java.lang.reflect.Method;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/**
 * Sends annotated methods through their chains where AspectJ has woven it into their
 * classes: private and static methods, an object's calls to itself, and objects that are
 * no beans. Without an application context in aspectj mode it lets everything through.
 * <p>
 * Woven are methods that bear the annotation, directly or through up to two composed
 * ones; methods of classes that do so, to whose subclasses a direct one passes on; and
 * methods that an interface declares which does so. Of an annotation on a method that is
 * overridden or implemented AspectJ sees nothing in the class that does it: the check at
 * start-up tells of such beans.
 */
@Aspect
public final class FallbackAspect {

	private static final String ANNOTATION = "@dev.understudy.ModelFallback";

	private static final String COMPOSED = "@(" + ANNOTATION + " *)";

	private static final String COMPOSED_TWICE = "@(" + COMPOSED + " *)";

	private static final String METHODS = "execution(" + ANNOTATION + " * *(..)) || execution(" + COMPOSED
			+ " * *(..)) || execution(" + COMPOSED_TWICE + " * *(..))";

	private static final String OF_TYPE = "execution(!private !static * (";

	private static final String TYPES = OF_TYPE + ANNOTATION + " *).*(..)) || " + OF_TYPE + COMPOSED + " *).*(..)) || "
			+ OF_TYPE + COMPOSED_TWICE + " *).*(..))";

	private static final String NO_PROXY = "!within(org.springframework.aop.SpringProxy+) && !within(java.lang.reflect.Proxy+)";

	private static final FallbackAspect INSTANCE = new FallbackAspect();

	private FallbackAspect() {
	}

	/**
	 * The aspect. AspectJ adds this method to an aspect that it weaves; written here, it
	 * is there for classes woven at compile time, too.
	 * @return the aspect
	 */
	public static FallbackAspect aspectOf() {
		return INSTANCE;
	}

	/**
	 * Whether there is an aspect.
	 * @return {@code true}
	 */
	public static boolean hasAspect() {
		return true;
	}

	/**
	 * Sends a call through its chain, or lets it through.
	 * @param call the call
	 * @return what the method, or what answers in its place, returns
	 * @throws Throwable what the method throws
	 */
	@Around("(" + METHODS + " || " + TYPES + ") && " + NO_PROXY)
	public @Nullable Object route(ProceedingJoinPoint call) throws Throwable {
		WovenContext context = WovenContext.of(call.getTarget());
		if (context == null) {
			return call.proceed();
		}
		Method method = ((MethodSignature) call.getSignature()).getMethod();
		MethodPlan plan = context.plan(method, call.getTarget());
		return (plan != null) ? context.execute(new WovenCall(plan, call)) : call.proceed();
	}

}
