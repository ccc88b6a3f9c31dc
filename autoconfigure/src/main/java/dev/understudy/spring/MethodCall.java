package dev.understudy.spring;

import java.util.Optional;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.Routed;
import dev.understudy.failure.InvalidResponseException;
import dev.understudy.routing.Question;
import org.jspecify.annotations.Nullable;

/**
 * One call of an annotated method: what each attempt runs, and the question that rungs
 * see.
 */
final class MethodCall implements ModelCall<@Nullable Object>, Question {

	private final MethodPlan plan;

	private final Proceeding proceeding;

	MethodCall(MethodPlan plan, Proceeding proceeding) {
		this.plan = plan;
		this.proceeding = proceeding;
	}

	Proceeding proceeding() {
		return this.proceeding;
	}

	/** Calls the method, and takes the answer out of what only wraps it. */
	@Override
	@SuppressWarnings("NullAway") // the answer's type is nullable
	public @Nullable Object call(Model model) throws Exception {
		Object returned = raw(model);
		if (this.plan.shape().delivery() != AnswerShape.Delivery.PLAIN) {
			return returned;
		}
		return unwrapped(returned);
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

	/** Takes a degrade method's answer out of what wraps it, unless it comes later. */
	@Nullable Object degraded(@Nullable Object returned) {
		Object answer = (returned instanceof Routed<?> routed) ? routed.value() : returned;
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
		for (Object argument : this.proceeding.arguments()) {
			if (argument instanceof CharSequence text) {
				return text.toString();
			}
		}
		return null;
	}

	@Override
	public @Nullable String key() {
		return this.plan.questionKey(this.proceeding);
	}

	@Override
	public String subject() {
		return this.plan.subject();
	}

	private @Nullable Object raw(Model model) throws Exception {
		@Nullable Object[] arguments = this.plan.arguments(this.proceeding.arguments(), model);
		try {
			return this.proceeding.proceed(arguments);
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Method '" + subject() + "' threw what is neither exception nor error", ex);
		}
	}

}
