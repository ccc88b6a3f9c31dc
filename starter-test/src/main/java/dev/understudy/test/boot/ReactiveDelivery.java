package dev.understudy.test.boot;

import java.util.Objects;

import dev.understudy.test.ScriptedFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ResolvableType;

/**
 * Brings answers as publishers. Needs Reactor.
 */
final class ReactiveDelivery {

	private ReactiveDelivery() {
	}

	static Mono<Object> mono(Delivery delivery, ResolvableType type) {
		return Mono.defer(() -> Mono.fromFuture(delivery.later(type))).map((answer) -> answer);
	}

	static Flux<Object> flux(Delivery delivery, ResolvableType type) {
		return ScriptedFlux.of(delivery.performance())
			.map((piece) -> Objects.requireNonNull(delivery.fit(piece, type)))
			.doOnComplete(delivery::count);
	}

}
