package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

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

	/** Whether the method returns its answer as it is. */
	private final boolean bare;

	private final int modelParameter;

	private final Function<MethodCall, CallSpec> spec;

	private final Function<MethodCall, @Nullable String> questionKey;

	private final Supplier<@Nullable String> principal;

	private final @Nullable Passage passage;

	/**
	 * A plan.
	 * @param method the method
	 * @param spec how its calls are to be made
	 * @param questionKey what makes two of its calls the same question
	 * @param principal who asks
	 */
	MethodPlan(AnnotatedMethod method, Function<MethodCall, CallSpec> spec,
			Function<MethodCall, @Nullable String> questionKey, Supplier<@Nullable String> principal) {
		this.method = method.method();
		this.subject = method.subject();
		this.shape = method.shape();
		this.bare = this.shape.delivery() == AnswerShape.Delivery.PLAIN && !this.shape.routed()
				&& !this.shape.optional();
		this.modelParameter = Arrays.asList(this.method.getParameterTypes()).indexOf(Model.class);
		this.spec = spec;
		this.questionKey = questionKey;
		this.principal = principal;
		this.passage = null;
	}

	private MethodPlan(MethodPlan plan, @Nullable Passage passage) {
		this.method = plan.method;
		this.subject = plan.subject;
		this.shape = plan.shape;
		this.bare = plan.bare;
		this.modelParameter = plan.modelParameter;
		this.spec = plan.spec;
		this.questionKey = plan.questionKey;
		this.principal = plan.principal;
		this.passage = passage;
	}

	/** The same for calls that come as those of the given method. */
	MethodPlan calledAs(Method called) {
		return new MethodPlan(this, Passage.into(called));
	}

	/** The way into the method past its proxy, if there is one. */
	@Nullable Passage passage() {
		return this.passage;
	}

	Method method() {
		return this.method;
	}

	AnswerShape shape() {
		return this.shape;
	}

	/** Whether the method returns its answer as it is. */
	boolean bare() {
		return this.bare;
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

	CallSpec spec(MethodCall call) {
		return this.spec.apply(call);
	}

	@Nullable String questionKey(MethodCall call) {
		return this.questionKey.apply(call);
	}

	/** Who asks, as is known on the calling thread; {@code null} for nobody. */
	@Nullable String principal() {
		return this.principal.get();
	}

	/** The method as it is named in reports: class, name, parameter types. */
	String subject() {
		return this.subject;
	}

}
