package dev.understudy.sample.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import dev.understudy.sample.simulator.SimulatorSettings.Pace;
import dev.understudy.sample.simulator.dialect.Answer;
import dev.understudy.sample.simulator.dialect.Asked;
import dev.understudy.sample.simulator.dialect.Dialect;
import dev.understudy.sample.simulator.dialect.Dialects;
import dev.understudy.sample.simulator.dialect.Json;
import dev.understudy.sample.simulator.dialect.Refusal;
import dev.understudy.sample.simulator.http.Cue;
import dev.understudy.sample.simulator.http.Response;
import dev.understudy.sample.simulator.http.Script;
import dev.understudy.sample.simulator.http.WireRequest;

/**
 * Knows what a provider would do with a request, and what its model's fault makes of
 * that. Whoever still waits for a first word when the model is mended is hung up on: a
 * client that does not do so itself would have no connection left.
 */
final class Stage implements Function<WireRequest, Script> {

	private final Switchboard switchboard;

	private final SimulatorSettings settings;

	private final InstantSource clock;

	private final AtomicLong answers = new AtomicLong();

	Stage(Switchboard switchboard, SimulatorSettings settings, InstantSource clock) {
		this.switchboard = switchboard;
		this.settings = settings;
		this.clock = clock;
	}

	@Override
	public Script apply(WireRequest request) {
		Optional<Dialect> spoken = Dialects.at(request.path());
		if (spoken.isEmpty()) {
			return at(404, Map.of(), Json.write(Json.object("error", "not found")));
		}
		Dialect dialect = spoken.get();
		if (!request.method().equals("POST")) {
			return at(405, Map.of("Allow", "POST"), Json.write(Json.object("error", "method not allowed")));
		}
		return Json.read(request.body())
			.map((body) -> perform(dialect, dialect.asked(body)))
			.orElseGet(() -> refuse(dialect, Refusal.BAD_REQUEST, ""));
	}

	private Script perform(Dialect dialect, Asked asked) {
		return model(dialect, asked.model()).map((model) -> perform(dialect, asked, model))
			.orElseGet(() -> refuse(dialect, Refusal.UNKNOWN_MODEL, asked.model()));
	}

	private Script perform(Dialect dialect, Asked asked, SimulatedModel model) {
		Performance performance = new Performance(dialect, asked, answer(model, asked), model.pace());
		return switch (this.switchboard.now(model)) {
			case NONE -> performance.whole();
			case SLOW -> new Performance(dialect, asked, performance.answer(), slow(model.pace())).whole()
				.whileSo(() -> this.switchboard.fault(model.id()) == Fault.SLOW);
			case DOWN, FLAPPING -> refuse(dialect, Refusal.UNAVAILABLE, model.name());
			case OVERLOADED -> refuse(dialect, Refusal.OVERLOADED, model.name());
			case RATE_LIMITED -> refuse(dialect, Refusal.RATE_LIMITED, model.name());
			case QUOTA_GONE -> refuse(dialect, Refusal.QUOTA_GONE, model.name());
			case WRONG_KEY -> refuse(dialect, Refusal.WRONG_KEY, model.name());
			case HANG ->
				Script.silence(this.settings.hangFor()).whileSo(() -> this.switchboard.fault(model.id()) == Fault.HANG);
			case CUT_STREAM -> performance.cut();
			case GARBAGE -> performance.garbled();
		};
	}

	/** Two providers may have a model of the same name: the own one goes first. */
	private Optional<SimulatedModel> model(Dialect dialect, String name) {
		return this.switchboard.models()
			.stream()
			.filter((model) -> model.name().equals(name))
			.max(Comparator.comparing((model) -> model.provider().equals(dialect.provider())));
	}

	private Answer answer(SimulatedModel model, Asked asked) {
		List<String> pieces = Phrasebook.answer(model.id(), asked);
		boolean complete = asked.maxTokens() <= 0 || pieces.size() <= asked.maxTokens();
		return new Answer("simulated-" + this.answers.incrementAndGet(), this.clock.instant(),
				complete ? pieces : pieces.subList(0, asked.maxTokens()), complete, asked.inputTokens());
	}

	private Pace slow(Pace usual) {
		return new Pace(this.settings.slowFor(), usual.tokensPerSecond() / 4);
	}

	private Script refuse(Dialect dialect, Refusal refusal, String model) {
		Map<String, String> headers = (refusal == Refusal.RATE_LIMITED)
				? Map.of("Retry-After", String.valueOf(this.settings.retryAfter().toSeconds())) : Map.of();
		return at(dialect.status(refusal), headers, dialect.refusal(refusal, model));
	}

	private static Script at(int status, Map<String, String> headers, String body) {
		return Script.of(Cue.of(Duration.ZERO, Response.whole(status, headers, body)));
	}

}
