package dev.understudy.sample.page;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.failure.FailureKind;
import dev.understudy.sample.page.ChatEvent.Try;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * What is observed of one chat. It is the parent of the call's own observation, whose
 * events come here.
 */
final class ChatObservation extends Observation.Context {

	private final List<Try> attempts = new CopyOnWriteArrayList<>();

	private final Sinks.Many<ChatEvent> failures = Sinks.many().unicast().onBackpressureBuffer();

	private volatile @Nullable FailureKind kind;

	/** An attempt has ended. Told by one thread at a time. */
	void attempted(Try attempt) {
		this.attempts.add(attempt);
		if (attempt.failure() != null) {
			this.failures.tryEmitNext(ChatEvent.attempt(attempt));
		}
	}

	/** The call has ended. */
	void ended(@Nullable FailureKind why) {
		this.kind = why;
	}

	/** Nobody wants to know more. */
	void over() {
		this.failures.tryEmitComplete();
	}

	List<Try> attempts() {
		return List.copyOf(this.attempts);
	}

	/** Failures as they happen, until it is over. */
	Flux<ChatEvent> failures() {
		return this.failures.asFlux();
	}

	/** Why no model answered. */
	FailureKind kind() {
		FailureKind told = this.kind;
		return (told != null) ? told : FailureKind.UNKNOWN;
	}

}
