package dev.understudy.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method that annotations hold for, as it runs in objects of one class.
 *
 * @param method the method that runs
 * @param targetClass the class of the objects
 * @param annotations what holds for it
 * @param shape what it returns
 */
record AnnotatedMethod(Method method, Class<?> targetClass, FallbackAnnotations annotations, AnswerShape shape) {

	static AnnotatedMethod of(Method method, Class<?> targetClass) {
		Class<?> type = ClassUtils.getUserClass(targetClass);
		Method specific = FallbackAnnotations.specific(method, type);
		return new AnnotatedMethod(specific, type, FallbackAnnotations.of(method, type),
				AnswerShape.of(specific, type));
	}

	/**
	 * Whether its objects have no body of their own, as those of a factory of clients.
	 */
	boolean factoryMade() {
		return Proxy.isProxyClass(this.targetClass);
	}

	@Nullable ModelFallback fallback() {
		return this.annotations.fallback();
	}

	List<DegradeTo> rungs() {
		return this.annotations.rungs();
	}

	String subject() {
		return Subjects.of(this.method);
	}

	/** The types of its parameters, type variables resolved. */
	List<ResolvableType> parameters() {
		return parameters(this.method);
	}

	/** The types of the parameters of any method of the class. */
	List<ResolvableType> parameters(Method any) {
		List<ResolvableType> types = new ArrayList<>();
		for (int i = 0; i < any.getParameterCount(); i++) {
			types.add(ResolvableType.forMethodParameter(any, i, this.targetClass));
		}
		return types;
	}

	/**
	 * The names that expressions may use, and which argument each stands for: those of
	 * the method itself, and those of the methods it overrides or implements.
	 */
	Map<String, Integer> variables() {
		Map<String, Integer> variables = new LinkedHashMap<>();
		add(this.method, variables);
		Stream.concat(Stream.of(this.targetClass), ClassUtils.getAllInterfacesForClassAsSet(this.targetClass).stream())
			.flatMap((type) -> Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type)))
			.filter((each) -> each.getName().equals(this.method.getName()) && !each.isBridge())
			.filter((each) -> FallbackAnnotations.specific(each, this.targetClass).equals(this.method))
			.forEach((each) -> add(each, variables));
		return variables;
	}

	private static void add(@Nullable Method method, Map<String, Integer> variables) {
		@Nullable String @Nullable [] names = (method != null) ? new DefaultParameterNameDiscoverer().getParameterNames(method)
				: null;
		for (int i = 0; names != null && i < names.length; i++) {
			String name = names[i];
			if (name != null) {
				variables.putIfAbsent(name, i);
			}
		}
	}

}
