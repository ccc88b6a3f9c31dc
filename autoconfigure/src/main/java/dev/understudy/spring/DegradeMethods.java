package dev.understudy.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.understudy.NearestName;

import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the methods of a name that may answer in the place of an annotated one.
 */
final class DegradeMethods {

	private final AnnotatedMethod method;

	DegradeMethods(AnnotatedMethod method) {
		this.method = method;
	}

	/**
	 * Those that fit, the most specific one first. What is wrong goes to the problems.
	 */
	List<DegradeMethod> named(String name, Problems problems) {
		List<Method> all = visible();
		List<Method> named = all.stream().filter((each) -> each.getName().equals(name)).toList();
		if (named.isEmpty()) {
			// An interface is all that is known of some beans before they are there.
			if (!this.method.targetClass().isInterface()) {
				reportMissing(name, all, problems);
			}
			return List.of();
		}
		List<DegradeMethod> fitting = named.stream()
			.filter((each) -> AnswerShape.of(each, this.method.targetClass()).answersFor(this.method.shape()))
			.map((each) -> DegradeMethod.of(each, this.method))
			.filter(Objects::nonNull)
			.sorted(Comparator.comparingInt(DegradeMethod::rank).reversed())
			.toList();
		if (fitting.isEmpty()) {
			reportUnfit(name, problems);
		}
		reportRivals(name, fitting, problems);
		return fitting;
	}

	private void reportMissing(String name, List<Method> all, Problems problems) {
		Set<String> names = all.stream().map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
		String near = NearestName.to(name, names).map((each) -> ", or did you mean '" + each + "'?").orElse("");
		problems.add("degrade method '" + name + "' does not exist in " + owner().getName(),
				"write a method '" + name + "' that has the same parameters or none" + near);
	}

	private void reportUnfit(String name, Problems problems) {
		String parameters = this.method.parameters()
			.stream()
			.map((type) -> type.toClass().getSimpleName())
			.collect(Collectors.joining(", ", "(", ")"));
		ResolvableType returned = ResolvableType.forMethodReturnType(this.method.method(), this.method.targetClass());
		problems.add("degrade method '" + name + "' does not fit", "give it the parameters " + parameters
				+ " or none, optionally one more of Degradation or a Throwable type, and the return type " + returned);
	}

	private static void reportRivals(String name, List<DegradeMethod> fitting, Problems problems) {
		for (int i = 1; i < fitting.size(); i++) {
			if (fitting.get(i - 1).rivals(fitting.get(i))) {
				List<String> rivals = Stream.of(fitting.get(i - 1), fitting.get(i))
					.map((each) -> Subjects.of(each.method()))
					.sorted()
					.toList();
				problems.add("two degrade methods '" + name + "' match equally well",
						"rename one of " + rivals.get(0) + " and " + rivals.get(1));
			}
		}
	}

	/**
	 * All methods that the annotated one could call, without those that are overridden.
	 */
	private List<Method> visible() {
		Map<String, Method> bySignature = new LinkedHashMap<>();
		candidates().filter((each) -> !each.isSynthetic() && !Modifier.isAbstract(each.getModifiers()))
			.filter((each) -> !signature(each).equals(signature(this.method.method())))
			.filter(this::reaches)
			.forEach((each) -> bySignature.putIfAbsent(signature(each), each));
		return List.copyOf(bySignature.values());
	}

	private Stream<Method> candidates() {
		Class<?> type = this.method.targetClass();
		if (this.method.factoryMade()) {
			return Arrays.stream(type.getInterfaces())
				.flatMap((each) -> Arrays.stream(ReflectionUtils.getAllDeclaredMethods(each)));
		}
		// Private methods of an interface are not among those of a class.
		return Stream.concat(Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type)),
				Arrays.stream(this.method.method().getDeclaringClass().getDeclaredMethods()));
	}

	private boolean reaches(Method candidate) {
		Class<?> declaring = candidate.getDeclaringClass();
		boolean needsObject = Modifier.isStatic(this.method.method().getModifiers())
				&& !Modifier.isStatic(candidate.getModifiers());
		if (declaring == Object.class || needsObject) {
			return false;
		}
		if (Modifier.isPrivate(candidate.getModifiers())) {
			return declaring == this.method.targetClass() || declaring == this.method.method().getDeclaringClass();
		}
		boolean open = Modifier.isPublic(candidate.getModifiers()) || Modifier.isProtected(candidate.getModifiers());
		return open || declaring.getPackageName().equals(this.method.targetClass().getPackageName());
	}

	private Class<?> owner() {
		return this.method.factoryMade() ? this.method.method().getDeclaringClass() : this.method.targetClass();
	}

	private static String signature(Method method) {
		return method.getName() + Arrays.toString(method.getParameterTypes());
	}

}
