package dev.understudy.sample.gateway;

import java.time.Clock;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Answers requests for chat completions with the chain or model they name.
 */
final class ChatCompletions {

	private final Catalog catalog;

	private final Body body;

	private final CompletionReader reader;

	private final Failures failures;

	private final Scheduler calls;

	private final Json json;

	private final Clock clock;

	ChatCompletions(Catalog catalog, Body body, CompletionReader reader, Failures failures, Scheduler calls, Json json,
			Clock clock) {
		this.catalog = catalog;
		this.body = body;
		this.reader = reader;
		this.failures = failures;
		this.calls = calls;
		this.json = json;
		this.clock = clock;
	}

	Mono<Void> answer(ServerHttpRequest request, Reply reply) {
		return this.body.of(request)
			.map(this.reader::read)
			.flatMap((asked) -> asked.streams() ? stream(asked, reply) : whole(asked, reply));
	}

	private Mono<Void> whole(CompletionRequest asked, Reply reply) {
		ChatModel model = this.catalog.model(asked);
		return Mono.fromCallable(() -> model.call(asked.prompt()))
			.subscribeOn(this.calls)
			.onErrorMap(this.failures::refusal)
			.flatMap((answer) -> {
				reply.tell(Report.of(answer));
				return reply.json(Envelope.next(this.json, this.clock).completion(answer));
			});
	}

	/**
	 * A failure before the first event is the response's status, a later one an event.
	 */
	private Mono<Void> stream(CompletionRequest asked, Reply reply) {
		ChatModel model = this.catalog.model(asked);
		Chunks chunks = new Chunks(Envelope.next(this.json, this.clock), asked.withUsage(), reply::tell);
		Flux<String> events = model.stream(asked.prompt())
			.onErrorMap(this.failures::refusal)
			.handle(chunks::read)
			.concatWith(Flux.defer(() -> Flux.fromIterable(chunks.end())));
		return reply.events(events.onErrorResume(ApiException.class,
				(ex) -> chunks.hasBegun() ? Flux.just(ex.error().body(this.json).toString()) : Flux.error(ex)));
	}

}
