package dev.understudy.test.boot;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.test.Performance;
import dev.understudy.test.ScriptedModels;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Answers in the place of what is given to a router. Whose code that is, is known from
 * the class in which it is written.
 *
 * @param models the models and their scripts
 * @param rules know whether the code is run
 */
record RouterCalls(Supplier<ScriptedModels> models, Supplier<BodyRules> rules) {

	@SuppressWarnings({ "unchecked", "NullAway" }) // the answer's type is the caller's
													// word
	<T extends @Nullable Object> ModelCall<T> around(ModelCall<T> call, Class<?> answer) {
		Class<?> home = call.getClass().getNestHost();
		if (this.rules.get().runs(home)) {
			return call;
		}
		return (model) -> (T) delivery(model, home).as(ResolvableType.forClass(answer));
	}

	@SuppressWarnings("unchecked") // the answer's type is the caller's word
	<T extends @Nullable Object> ModelCall<? extends CompletionStage<T>> aroundLater(
			ModelCall<? extends CompletionStage<T>> call, Class<?> answer) {
		Class<?> home = call.getClass().getNestHost();
		if (this.rules.get().runs(home)) {
			return call;
		}
		return (model) -> (CompletionStage<T>) delivery(model, home).later(ResolvableType.forClass(answer));
	}

	private Delivery delivery(Model model, Class<?> home) {
		Performance performance = this.models.get().perform(model, "", home.getSimpleName());
		CurrentModel.Running running = CurrentModel.current();
		if (running == null) {
			throw new IllegalStateException("No attempt of a model runs on this thread");
		}
		return new Delivery(performance, running, home.getSimpleName());
	}

}
