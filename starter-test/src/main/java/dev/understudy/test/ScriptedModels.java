package dev.understudy.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.UnknownNameException;
import dev.understudy.Usage;
import dev.understudy.health.StandbyNotice;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;

/**
 * The configured models, in the hands of a test: each does what its {@link Script} says,
 * and what it was asked is kept.
 * <p>
 * A model that is asked without a script fails the test. Before each test everything
 * begins anew: no scripts, no questions, all models active, no last good answers, no
 * counters, the clock at {@link VirtualClock#BEGINNING}. Thread-safe, but there is one
 * state for all tests of a context, which therefore must not run at the same time.
 */
public final class ScriptedModels {

	private final VirtualClock clock;

	private final TestState state;

	private final Supplier<@Nullable Understudy> engine;

	private volatile Scene scene;

	/**
	 * Takes the models of an engine in hand.
	 * @param clock the engine's ticker and timer
	 * @param state the engine's state, limits and last good answers
	 * @param engine the engine, asked for when it is needed; {@code null} when there is
	 * none
	 */
	public ScriptedModels(VirtualClock clock, TestState state, Supplier<@Nullable Understudy> engine) {
		this.clock = clock;
		this.state = state;
		this.engine = engine;
		this.scene = Scene.of(clock.era());
	}

	/**
	 * Says what a model does from now on, in the place of what was said before.
	 * @param modelId the model
	 * @param script what it does
	 * @throws UnknownNameException when there is no such model
	 */
	public void script(String modelId, Script script) {
		requireKnown(modelId);
		this.scene.parts().put(modelId, new Scene.Part(script));
	}

	/**
	 * What was asked, of whatever model.
	 * @return the questions in their order
	 */
	public List<Asked> asked() {
		return List.copyOf(this.scene.asked());
	}

	/**
	 * What a model was asked.
	 * @param modelId the model
	 * @return the questions in their order
	 * @throws UnknownNameException when there is no such model
	 */
	public List<Asked> asked(String modelId) {
		requireKnown(modelId);
		return this.scene.asked().stream().filter((each) -> each.modelId().equals(modelId)).toList();
	}

	/**
	 * Takes a model out for a while, as if its failures, a probe or an operator had done
	 * it. Its statistics stay as they are.
	 * @param modelId the model
	 * @param reason the reason, but for those that follow from counters and from the
	 * configuration: limits and maintenance
	 * @param duration for how long
	 * @throws UnknownNameException when there is no such model
	 */
	public void standDown(String modelId, StandbyReason reason, Duration duration) {
		stand(modelId, reason, this.clock.instant().plus(duration));
	}

	/**
	 * Takes a model out until it {@link #recover recovers}.
	 * @param modelId the model
	 * @param reason the reason, but for limits and maintenance
	 * @throws UnknownNameException when there is no such model
	 */
	public void standDown(String modelId, StandbyReason reason) {
		stand(modelId, reason, null);
	}

	/**
	 * Lifts every reason against a model but limits and maintenance.
	 * @param modelId the model
	 * @throws UnknownNameException when there is no such model
	 */
	public void recover(String modelId) {
		require().registry().enable(modelId);
	}

	/**
	 * Asks the current model and waits for its answer: for a stand-in of the
	 * application's own client, inside a {@code @ModelFallback} method or a router call.
	 * Throws whatever the script throws, though it be checked: a client's signature is
	 * not the script's.
	 * @param question the question
	 * @return the text
	 */
	public String ask(String question) {
		CurrentModel.Running running = CurrentModel.current();
		Performance performance = perform(CurrentModel.require(), question, question);
		String text = performance.answerOrThrow().toString();
		Usage usage = performance.usage();
		if (running != null && usage != null) {
			running.used(usage);
		}
		return text;
	}

	/**
	 * Asks a model: for whatever stands in for a client.
	 * @param model the model
	 * @param question the question, empty for none
	 * @param request all that is asked
	 * @return the next step of the model's script, to be played
	 * @throws AssertionError when the model has no script
	 */
	public Performance perform(Model model, String question, Object request) {
		Scene present = this.scene;
		present.asked().add(new Asked(model.id(), question, request, this.clock.instant()));
		Scene.Part part = present.parts().get(model.id());
		if (part == null) {
			throw present
				.mistake("Model '" + model.id() + "' was asked" + (question.isEmpty() ? "" : " \"" + question + "\"")
						+ " and has no script: say what it does with " + "script(\"" + model.id()
						+ "\", answers(\"...\")) (models with a script: " + scripted(present) + ")");
		}
		return new Performance(model.id(), part.next(), this.clock, present);
	}

	/**
	 * The model that a client is asked for by the name that its provider knows.
	 * @param name the name
	 * @param modelIds the models that the client talks to
	 * @return the model
	 * @throws IllegalArgumentException when the client talks to no such model
	 */
	public Model model(String name, List<String> modelIds) {
		return require().repertoire()
			.models()
			.stream()
			.map(ModelSettings::model)
			.filter((model) -> model.name().equals(name) && modelIds.contains(model.id()))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Client of models '" + String.join("', '", modelIds)
					+ "' was asked for '" + name + "', which is the name of none of them"));
	}

	/**
	 * Fails when a script is wrong or missing, for whoever has swallowed that: a model
	 * was asked that has none, or hangs and nothing ends it, or answers with what is not
	 * wanted.
	 * @throws AssertionError the first of these mistakes
	 */
	public void verify() {
		List<AssertionError> mistakes = this.scene.mistakes();
		if (!mistakes.isEmpty()) {
			throw mistakes.get(0);
		}
	}

	/**
	 * Begins anew. A model that was asked before and has not answered yet never does: its
	 * call ends, cancelled, and lets no more time pass. A model that is asked afterwards
	 * is asked anew, whoever does it.
	 */
	public void reset() {
		Instant end = this.clock.instant();
		this.scene = Scene.of(this.clock.reset());
		this.state.forget();
		Understudy present = this.engine.get();
		if (present != null) {
			forget(present, end);
		}
	}

	/**
	 * Models that leave and come back are new ones, and nobody is told that the old ones
	 * have recovered. What they have said of their standbys last is lifted, by a word
	 * that is not older than theirs.
	 */
	private void forget(Understudy understudy, Instant end) {
		Repertoire all = understudy.repertoire();
		understudy.perform(new Repertoire(List.of(), List.of(), all.adHoc()));
		for (ModelSettings settings : all.models()) {
			StandbyNotice.REASONS.forEach((reason) -> this.state.lift(settings.model().id(), reason, end));
		}
		understudy.perform(all);
	}

	private void stand(String modelId, StandbyReason reason, @Nullable Instant until) {
		requireKnown(modelId);
		if (!StandbyNotice.REASONS.contains(reason)) {
			throw new IllegalArgumentException(
					"Reason '" + reason + "' cannot be given to model '" + modelId + "': it follows from "
							+ ((reason == StandbyReason.MAINTENANCE_WINDOW) ? "the clock, so advance it into a window"
									: "counters, so ask the model as often as its limit allows"));
		}
		this.state.stand(modelId, new Standby(reason, this.clock.instant(), until, "by a test"));
	}

	private void requireKnown(String modelId) {
		List<String> known = require().repertoire().models().stream().map((each) -> each.model().id()).toList();
		if (!known.contains(modelId)) {
			throw new UnknownNameException("model", modelId, known);
		}
	}

	private Understudy require() {
		Understudy present = this.engine.get();
		if (present == null) {
			throw new IllegalStateException("There is no engine: 'understudy.enabled' is 'false'");
		}
		return present;
	}

	private static String scripted(Scene scene) {
		List<String> ids = scene.parts().keySet().stream().sorted().toList();
		return ids.isEmpty() ? "none" : "'" + String.join("', '", ids) + "'";
	}

}
