package dev.understudy.sample.gateway;

import java.time.Clock;

import dev.understudy.routing.ContextCarrier.Luggage;
import dev.understudy.sample.web.Turnstile;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
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

	private final Turnstile streams;

	private final Json json;

	private final Clock clock;

	ChatCompletions(Catalog catalog, Body body, CompletionReader reader, Failures failures, Scheduler calls,
			Turnstile streams, Json json, Clock clock) {
		this.catalog = catalog;
		this.body = body;
		this.reader = reader;
		this.failures = failures;
		this.calls = calls;
		this.streams = streams;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Answers one request.
	 * @param request the request
	 * @param reply takes the answer
	 * @param luggage hung on the request's thread, and is to hang where its model is
	 * called
	 * @return the end of it
	 */
	Mono<Void> answer(ServerHttpRequest request, Reply reply, Luggage luggage) {
		return this.body.of(request)
			.map(this.reader::read)
			.flatMap((asked) -> asked.streams() ? stream(asked, reply, luggage) : whole(asked, reply, luggage));
	}

	private Mono<Void> whole(CompletionRequest asked, Reply reply, Luggage luggage) {
		ChatModel model = this.catalog.model(asked);
		return Mono.fromCallable(() -> call(model, asked, luggage))
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
	private Mono<Void> stream(CompletionRequest asked, Reply reply, Luggage luggage) {
		ChatModel model = this.catalog.model(asked);
		Chunks chunks = new Chunks(Envelope.next(this.json, this.clock), asked.withUsage(), reply::tell);
		Flux<ChatResponse> pieces = Flux.from((caller) -> subscribe(caller, model, asked, luggage));
		Flux<String> events = this.streams.admit(pieces)
			.onErrorMap(this.failures::refusal)
			.handle(chunks::read)
			.concatWith(Flux.defer(() -> Flux.fromIterable(chunks.end())));
		return reply.events(events.onErrorResume(ApiException.class,
				(ex) -> chunks.hasBegun() ? Flux.just(ex.error().body(this.json).toString()) : Flux.error(ex)));
	}

	private static ChatResponse call(ChatModel model, CompletionRequest asked, Luggage luggage) {
		Runnable before = luggage.unpack();
		try {
			return model.call(asked.prompt());
		}
		finally {
			before.run();
		}
	}

	/** Whoever asks is read when the call is made, and again when it begins. */
	private static void subscribe(Subscriber<? super ChatResponse> caller, ChatModel model, CompletionRequest asked,
			Luggage luggage) {
		Runnable before = luggage.unpack();
		try {
			Flux.defer(() -> model.stream(asked.prompt())).subscribe(caller);
		}
		finally {
			before.run();
		}
	}

}
