package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.understudy.Routed;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a method returns, taken apart: how the answer comes, and what it is.
 *
 * @param delivery how the answer comes
 * @param routed whether it comes with its history
 * @param optional whether it may be absent
 * @param type what the answer is
 */
record AnswerShape(Delivery delivery, boolean routed, boolean optional, Class<?> type) {

	private static final String MONO = "reactor.core.publisher.Mono";

	private static final String FLUX = "reactor.core.publisher.Flux";

	static AnswerShape of(Method method, Class<?> targetClass) {
		ResolvableType type = ResolvableType.forMethodReturnType(method, targetClass);
		Class<?> raw = type.resolve(Object.class);
		Delivery delivery = delivery(raw);
		if (delivery != Delivery.PLAIN) {
			type = type.as(raw).getGeneric(0);
			raw = type.resolve(Object.class);
		}
		boolean routed = raw == Routed.class;
		if (routed) {
			type = type.getGeneric(0);
			raw = type.resolve(Object.class);
		}
		boolean optional = raw == Optional.class;
		if (optional) {
			raw = type.getGeneric(0).resolve(Object.class);
		}
		return new AnswerShape(delivery, routed, optional, ClassUtils.resolvePrimitiveIfNecessary(raw));
	}

	boolean isVoid() {
		return this.type == void.class || this.type == Void.class;
	}

	private static Delivery delivery(Class<?> raw) {
		if (raw == CompletionStage.class || raw == CompletableFuture.class) {
			return Delivery.STAGE;
		}
		return switch (raw.getName()) {
			case MONO -> Delivery.MONO;
			case FLUX -> Delivery.FLUX;
			default -> Delivery.PLAIN;
		};
	}

	/**
	 * How an answer comes.
	 */
	enum Delivery {

		PLAIN, STAGE, MONO, FLUX

	}

}
