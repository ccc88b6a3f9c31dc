package dev.understudy.soak;

import java.util.concurrent.CompletableFuture;

import dev.understudy.ModelFallback;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Annotated methods of every kind, for callers who wait for an answer and for those who
 * do not.
 */
class Assistant {

	@ModelFallback("assistant")
	public String ask(Script script) throws Exception {
		return script.play();
	}

	@ModelFallback("assistant")
	public CompletableFuture<String> later(Script script) throws Exception {
		return script.later();
	}

	@ModelFallback("assistant")
	public Mono<String> mono(Script script) {
		return script.mono();
	}

	@ModelFallback("assistant")
	public Flux<String> flux(Script script) {
		return script.flux();
	}

	@ModelFallback("wide")
	public String askWide(Script script) throws Exception {
		return script.play();
	}

	@ModelFallback("wide")
	public CompletableFuture<String> laterWide(Script script) throws Exception {
		return script.later();
	}

	@ModelFallback("wide")
	public Mono<String> monoWide(Script script) {
		return script.mono();
	}

	@ModelFallback("wide")
	public Flux<String> fluxWide(Script script) {
		return script.flux();
	}

}
