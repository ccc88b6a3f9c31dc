package dev.understudy.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.NearestName;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.Rung;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;

/**
 * Makes the plan of an annotated method, and finds what is wrong with its annotations.
 */
final class MethodPlanner {

	private final ChainCatalog catalog;

	private final Function<String, String> placeholders;

	private final Expressions expressions;

	private final QuestionKeys keys;

	private final RungPlanner rungs;

	MethodPlanner(ChainCatalog catalog, Function<String, String> placeholders, Expressions expressions,
			QuestionKeys keys, RungPlanner rungs) {
		this.catalog = catalog;
		this.placeholders = placeholders;
		this.expressions = expressions;
		this.keys = keys;
		this.rungs = rungs;
	}

	MethodPlan plan(Method method, Class<?> targetClass, FallbackAnnotations annotations, Problems problems) {
		ModelFallback fallback = annotations.fallback();
		AnswerShape shape = AnswerShape.of(method, targetClass);
		if (fallback == null) {
			problems.add("@DegradeTo without @ModelFallback has no effect",
					"add @ModelFallback to the method or its class");
			return new MethodPlan(method, shape, -1, (call) -> CallSpec.chain(""), (call) -> null);
		}
		String chain = chain(fallback, problems);
		Expression chainExpression = chain.contains("#{") ? parse(chain, "chain", true, method, problems) : null;
		if (chainExpression == null) {
			checkChain(chain, fallback, problems);
		}
		Expression key = fallback.key().isEmpty() ? null : parse(fallback.key(), "key", false, method, problems);
		List<Rung> own = new ArrayList<>();
		for (DegradeTo rung : annotations.rungs()) {
			this.rungs.plan(rung, chain, method, targetClass, shape, problems).ifPresent(own::add);
		}
		Function<String, CallSpec> spec = (name) -> spec(name, fallback, shape, own);
		return new MethodPlan(method, shape, MethodPlan.modelParameter(method),
				new SpecSource(spec, chain, chainExpression, key, this.expressions),
				this.keys.byArguments(chain, method));
	}

	private static CallSpec spec(String chain, ModelFallback fallback, AnswerShape shape, List<Rung> own) {
		CallSpec spec = CallSpec.chain(chain).withRungs(own, fallback.degrade());
		if (fallback.requires().length != 0) {
			spec = spec.withRequires(Set.of(fallback.requires()));
		}
		return shape.routed() ? spec.withReport() : spec;
	}

	private String chain(ModelFallback fallback, Problems problems) {
		if (!fallback.value().isEmpty()) {
			return resolved(fallback.value(), problems);
		}
		String usual = this.catalog.defaultChain();
		if (usual == null) {
			problems.add("@ModelFallback names no chain, and there is no default one",
					this.catalog.chains().isEmpty() ? "configure a chain under 'understudy.chains'"
							: "name one of " + this.catalog.chains() + ", or set 'understudy.default-chain'");
			return "";
		}
		return usual;
	}

	private void checkChain(String chain, ModelFallback fallback, Problems problems) {
		if (chain.isEmpty()) {
			return;
		}
		if (!this.catalog.knows(chain)) {
			String near = NearestName.to(chain, this.catalog.chains())
				.map((each) -> "did you mean '" + each + "'? ")
				.orElse("");
			problems.add("@ModelFallback names the unknown chain '" + chain + "'",
					near + "Known chains: " + this.catalog.chains().stream().sorted().toList());
		}
		else if (!this.catalog.anyModelHas(chain, Set.of(fallback.requires()))) {
			problems.add(
					"no model of chain '" + chain + "' has the required capabilities " + List.of(fallback.requires()),
					"add them to 'capabilities' of a model of that chain, or require less");
		}
	}

	private String resolved(String text, Problems problems) {
		try {
			return this.placeholders.apply(text);
		}
		catch (IllegalArgumentException ex) {
			problems.add("'" + text + "' cannot be resolved", "define the property that it names");
			return "";
		}
	}

	private @Nullable Expression parse(String text, String what, boolean template, Method method, Problems problems) {
		try {
			Expression parsed = template ? this.expressions.parseTemplate(text) : this.expressions.parse(text);
			List<String> unknown = this.expressions.unknownVariables(parsed, method);
			if (!unknown.isEmpty()) {
				problems.add(what + " expression '" + text + "' uses the unknown variables " + unknown,
						"use parameters of the method: " + this.expressions.parameters(method));
			}
			return parsed;
		}
		catch (ParseException ex) {
			problems.add(what + " expression '" + text + "' cannot be read",
					"write a SpEL expression over the parameters");
			return null;
		}
	}

}
