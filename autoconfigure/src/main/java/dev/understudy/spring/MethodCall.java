package dev.understudy.spring;

import java.util.Optional;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.Routed;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.routing.Question;
import org.jspecify.annotations.Nullable;

/**
 * One call of an annotated method that was intercepted: what each attempt runs, and the
 * question that rungs see. Can be let through any number of times.
 */
abstract class MethodCall implements ModelCall<@Nullable Object>, Question {

	private final MethodPlan plan;

	/** Who asks; {@code null} where that is found out when somebody wants to know. */
	private final @Nullable String asker;

	MethodCall(MethodPlan plan) {
		this.plan = plan;
		// Later it is known on the thread of the caller, and maybe nowhere else.
		this.asker = (plan.shape().delivery() != AnswerShape.Delivery.PLAIN) ? plan.principal() : null;
	}

	/** The bean itself, {@code null} for one that has only a proxy. */
	abstract @Nullable Object target();

	/** What a method of an interface is called on. */
	abstract Object self();

	abstract @Nullable Object[] arguments();

	/** Lets the call through, on any thread. */
	abstract @Nullable Object proceed(@Nullable Object[] arguments) throws Throwable;

	MethodPlan plan() {
		return this.plan;
	}

	/** Who asks; {@code null} for nobody that is known. */
	@Nullable String principal() {
		return (this.plan.shape().delivery() != AnswerShape.Delivery.PLAIN) ? this.asker : this.plan.principal();
	}

	/** Calls the method, and takes the answer out of what only wraps it. */
	@Override
	@SuppressWarnings("NullAway") // the answer's type is nullable
	public @Nullable Object call(Model model) throws Exception {
		Object returned;
		try {
			returned = proceed(this.plan.arguments(arguments(), model));
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Method '" + subject() + "' threw what is neither exception nor error", ex);
		}
		boolean asItIs = this.plan.bare() || this.plan.shape().delivery() != AnswerShape.Delivery.PLAIN;
		return asItIs ? returned : unwrapped(returned);
	}

	/** Takes an answer out of {@link Routed} and {@link Optional}. */
	@Nullable Object unwrapped(@Nullable Object returned) {
		Object answer = returned;
		if (this.plan.shape().routed()) {
			if (!(answer instanceof Routed<?> routed)) {
				throw new InvalidResponseException("Method '" + subject() + "' returned no Routed");
			}
			answer = routed.value();
		}
		return (this.plan.shape().optional() && answer instanceof Optional<?> optional) ? optional.orElse(null)
				: answer;
	}

	/** Takes a degrade method's answer out of what wraps it, if anything does. */
	@Nullable Object degraded(@Nullable Object returned) {
		Object answer = (this.plan.shape().routed() && returned instanceof Routed<?> routed) ? routed.value()
				: returned;
		return (this.plan.shape().optional() && answer instanceof Optional<?> optional) ? optional.orElse(null)
				: answer;
	}

	/** Puts an answer back into what wraps it. */
	@Nullable Object wrapped(@Nullable Object answer) {
		return this.plan.shape().optional() ? Optional.ofNullable(answer) : answer;
	}

	@Override
	public Class<?> answerType() {
		return this.plan.shape().type();
	}

	@Override
	public @Nullable String text() {
		for (Object argument : arguments()) {
			if (argument instanceof CharSequence text) {
				return text.toString();
			}
		}
		return null;
	}

	@Override
	public @Nullable String key() {
		return this.plan.questionKey(this);
	}

	@Override
	public String subject() {
		return this.plan.subject();
	}

}
