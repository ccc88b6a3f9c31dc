package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Function;

import dev.understudy.Model;
import dev.understudy.routing.CallSpec;
import org.jspecify.annotations.Nullable;

/**
 * How one annotated method is called: resolved once, then only executed. Immutable.
 */
final class MethodPlan {

	private final Method method;

	private final String subject;

	private final AnswerShape shape;

	private final int modelParameter;

	private final Function<Proceeding, CallSpec> spec;

	private final Function<MethodCall, @Nullable String> questionKey;

	/**
	 * A plan.
	 * @param method the method
	 * @param spec how its calls are to be made
	 * @param questionKey what makes two of its calls the same question
	 */
	MethodPlan(AnnotatedMethod method, Function<Proceeding, CallSpec> spec,
			Function<MethodCall, @Nullable String> questionKey) {
		this.method = method.method();
		this.subject = method.subject();
		this.shape = method.shape();
		this.modelParameter = Arrays.asList(this.method.getParameterTypes()).indexOf(Model.class);
		this.spec = spec;
		this.questionKey = questionKey;
	}

	Method method() {
		return this.method;
	}

	AnswerShape shape() {
		return this.shape;
	}

	/** The arguments of an attempt of the given model. */
	@Nullable Object[] arguments(@Nullable Object[] given, Model model) {
		if (this.modelParameter < 0) {
			return given;
		}
		@Nullable Object[] filled = given.clone();
		filled[this.modelParameter] = model;
		return filled;
	}

	CallSpec spec(Proceeding proceeding) {
		return this.spec.apply(proceeding);
	}

	@Nullable String questionKey(MethodCall call) {
		return this.questionKey.apply(call);
	}

	/** The method as it is named in reports: class, name, parameter types. */
	String subject() {
		return this.subject;
	}

}
