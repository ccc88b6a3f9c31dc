package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.function.Function;

import dev.understudy.Model;
import dev.understudy.routing.CallSpec;
import org.jspecify.annotations.Nullable;

/**
 * How one annotated method is called: resolved once, then only executed. Immutable.
 *
 * @param method the method
 * @param shape what it returns
 * @param modelParameter the index of its parameter of type {@link Model}, -1 for none
 * @param spec how its calls are to be made
 * @param questionKey what makes two of its calls the same question
 */
record MethodPlan(Method method, AnswerShape shape, int modelParameter, Function<Proceeding, CallSpec> spec,
		Function<Proceeding, @Nullable String> questionKey) {

	static int modelParameter(Method method) {
		for (int i = 0; i < method.getParameterCount(); i++) {
			if (method.getParameterTypes()[i] == Model.class) {
				return i;
			}
		}
		return -1;
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

	@Nullable String questionKey(Proceeding proceeding) {
		return this.questionKey.apply(proceeding);
	}

	/** The method as it is named in reports: class, name, parameter types. */
	String subject() {
		return Subjects.of(this.method);
	}

}
