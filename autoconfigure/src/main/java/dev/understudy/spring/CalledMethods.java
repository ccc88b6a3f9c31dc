package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The plans of methods as they are called: what is called may be an interface's method,
 * or a bridge, of the one that runs.
 * <p>
 * A proxy calls a method with the same object each time, so the first few are found
 * without looking into them.
 */
final class CalledMethods {

	private static final int AT_HAND = 8;

	private final Function<Method, MethodPlan> plans;

	private final Map<Method, MethodPlan> known = new ConcurrentHashMap<>();

	private volatile Entry[] atHand = {};

	CalledMethods(Function<Method, MethodPlan> plans) {
		this.plans = plans;
	}

	MethodPlan plan(Method method) {
		for (Entry each : this.atHand) {
			if (each.method == method) {
				return each.plan;
			}
		}
		MethodPlan plan = this.known.get(method);
		return (plan != null) ? plan : meet(method);
	}

	private MethodPlan meet(Method method) {
		MethodPlan made = this.plans.apply(method);
		MethodPlan before = this.known.putIfAbsent(method, made);
		if (before == null) {
			keepAtHand(new Entry(method, made));
		}
		return (before != null) ? before : made;
	}

	private synchronized void keepAtHand(Entry entry) {
		Entry[] before = this.atHand;
		if (before.length < AT_HAND) {
			Entry[] more = Arrays.copyOf(before, before.length + 1);
			more[before.length] = entry;
			this.atHand = more;
		}
	}

	/**
	 * A method and its plan.
	 */
	private record Entry(Method method, MethodPlan plan) {
	}

}
