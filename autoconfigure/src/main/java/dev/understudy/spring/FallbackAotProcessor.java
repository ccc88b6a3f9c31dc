package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Tells, when a context is processed ahead of time, what the advice reads and calls by
 * reflection: annotated methods, the methods that answer in their place, what their
 * expressions read, and what their texts are converted to.
 */
final class FallbackAotProcessor implements BeanFactoryInitializationAotProcessor {

	private final BindingReflectionHintsRegistrar bindings = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.getBeanNamesForType(AdviceAssembly.class, false, false).length == 0) {
			return null;
		}
		Map<Class<?>, List<Method>> annotated = new LinkedHashMap<>();
		for (Class<?> type : AnnotationCheck.types(beanFactory)) {
			List<Method> methods = AnnotationCheck.methods(type)
				.stream()
				.filter((method) -> FallbackAnnotations.of(method, type).present())
				.toList();
			if (!methods.isEmpty()) {
				annotated.put(type, methods);
			}
		}
		return annotated.isEmpty() ? null : (generation, code) -> contribute(annotated, generation.getRuntimeHints());
	}

	private void contribute(Map<Class<?>, List<Method>> annotated, RuntimeHints hints) {
		// Composed annotations are read through proxies of what they are composed of.
		hints.proxies().registerJdkProxy(ModelFallback.class).registerJdkProxy(DegradeTo.class);
		annotated.forEach((type, methods) -> {
			hints.reflection().registerType(type);
			methods.forEach((method) -> contribute(method, type, hints.reflection()));
		});
	}

	private void contribute(Method method, Class<?> type, ReflectionHints hints) {
		FallbackAnnotations annotations = FallbackAnnotations.of(method, type);
		hints.registerMethod(method, ExecutableMode.INVOKE);
		hints.registerMethod(AopUtils.getMostSpecificMethod(method, type), ExecutableMode.INVOKE);
		for (DegradeTo rung : annotations.rungs()) {
			named(rung.value(), method, type).forEach((each) -> hints.registerMethod(each, ExecutableMode.INVOKE));
			Class<?> answer = AnswerShape.of(method, type).type();
			if (!rung.text().isEmpty() && !answer.getName().startsWith("java.")) {
				hints.registerType(answer, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS,
						MemberCategory.INVOKE_PUBLIC_METHODS);
			}
		}
		if (hasExpressions(annotations)) {
			this.bindings.registerReflectionHints(hints, method.getGenericParameterTypes());
		}
	}

	private static Stream<Method> named(String name, Method method, Class<?> type) {
		return Stream
			.concat(Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type)),
					Arrays.stream(method.getDeclaringClass().getDeclaredMethods()))
			.filter((each) -> each.getName().equals(name));
	}

	private static boolean hasExpressions(FallbackAnnotations annotations) {
		ModelFallback fallback = annotations.fallback();
		boolean ofCall = fallback != null && (fallback.value().contains("#{") || !fallback.key().isEmpty());
		return ofCall || annotations.rungs().stream().anyMatch((rung) -> !rung.key().isEmpty());
	}

}
