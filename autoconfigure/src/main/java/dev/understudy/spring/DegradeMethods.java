package dev.understudy.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import dev.understudy.NearestName;
import dev.understudy.Routed;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the methods of a name that may answer in the place of an annotated one.
 */
final class DegradeMethods {

	private final Method method;

	private final Class<?> targetClass;

	private final AnswerShape shape;

	DegradeMethods(Method method, Class<?> targetClass, AnswerShape shape) {
		this.method = method;
		this.targetClass = ClassUtils.getUserClass(targetClass);
		this.shape = shape;
	}

	/**
	 * Those that fit, the most specific one first. What is wrong goes to the problems.
	 */
	List<DegradeMethod> named(String name, Problems problems) {
		List<Method> all = visible();
		List<Method> named = all.stream().filter((each) -> each.getName().equals(name)).toList();
		if (named.isEmpty()) {
			Set<String> names = new TreeSet<>(all.stream().map(Method::getName).toList());
			String near = NearestName.to(name, names).map((each) -> ", did you mean '" + each + "'").orElse("");
			problems.add("degrade method '" + name + "' does not exist in " + owner(),
					"write a method '" + name + "' that has the same parameters or none" + near);
			return List.of();
		}
		List<Class<?>> parameters = DegradeMethod.parameters(this.method, this.targetClass);
		List<DegradeMethod> fitting = named.stream()
			.filter(this::returnsAnAnswer)
			.map((each) -> DegradeMethod.of(each, parameters, this.targetClass))
			.filter(Objects::nonNull)
			.sorted(Comparator.comparingInt(DegradeMethod::rank).reversed())
			.toList();
		if (fitting.isEmpty()) {
			problems.add("degrade method '" + name + "' does not fit",
					"give it the same parameters or none, optionally one more of Degradation or a Throwable type, and the return type "
							+ this.method.getReturnType().getSimpleName());
		}
		refuseRivals(name, fitting, problems);
		return fitting;
	}

	private void refuseRivals(String name, List<DegradeMethod> fitting, Problems problems) {
		for (int i = 1; i < fitting.size(); i++) {
			if (fitting.get(i - 1).rivals(fitting.get(i))) {
				problems.add("two degrade methods '" + name + "' match equally well", "rename one of "
						+ Subjects.of(fitting.get(i - 1).method()) + " and " + Subjects.of(fitting.get(i).method()));
			}
		}
	}

	private boolean returnsAnAnswer(Method candidate) {
		Class<?> returned = candidate.getReturnType();
		if (ClassUtils.isAssignable(this.method.getReturnType(), returned)) {
			return returned != void.class || this.method.getReturnType() == void.class;
		}
		return (this.shape.delivery() != AnswerShape.Delivery.PLAIN || this.shape.routed())
				&& (ClassUtils.isAssignable(this.shape.type(), returned)
						|| returned == Routed.class && this.shape.routed());
	}

	/**
	 * All methods that the annotated one could call, without those that are overridden.
	 */
	private List<Method> visible() {
		Map<String, Method> bySignature = new LinkedHashMap<>();
		List<Method> all = new ArrayList<>(Arrays.asList(ReflectionUtils.getAllDeclaredMethods(this.targetClass)));
		if (this.method.getDeclaringClass().isInterface()) {
			all.addAll(Arrays.asList(this.method.getDeclaringClass().getDeclaredMethods()));
		}
		for (Method each : all) {
			boolean answering = !each.isBridge() && !each.isSynthetic() && !Modifier.isAbstract(each.getModifiers());
			if (answering && !each.equals(this.method) && reaches(each)) {
				bySignature.putIfAbsent(each.getName() + Arrays.toString(each.getParameterTypes()), each);
			}
		}
		return List.copyOf(bySignature.values());
	}

	private boolean reaches(Method candidate) {
		Class<?> declaring = candidate.getDeclaringClass();
		boolean needsObject = Modifier.isStatic(this.method.getModifiers())
				&& !Modifier.isStatic(candidate.getModifiers());
		if (declaring == Object.class || needsObject) {
			return false;
		}
		if (Modifier.isPrivate(candidate.getModifiers())) {
			return declaring == this.targetClass || declaring == this.method.getDeclaringClass();
		}
		boolean open = Modifier.isPublic(candidate.getModifiers()) || Modifier.isProtected(candidate.getModifiers());
		return open || declaring.getPackageName().equals(this.targetClass.getPackageName());
	}

	private String owner() {
		return this.method.getDeclaringClass().isInterface() ? this.method.getDeclaringClass().getName()
				: this.targetClass.getName();
	}

}
