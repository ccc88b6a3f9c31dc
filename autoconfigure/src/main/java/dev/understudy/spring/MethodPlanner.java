package dev.understudy.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.NearestName;
import dev.understudy.failure.ClientTrust;
import dev.understudy.routing.CallSpec;
import dev.understudy.routing.Rung;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan of an annotated method, and finds what is wrong with its annotations.
 */
final class MethodPlanner {

	/** What LangChain4j's services answer with piece by piece. */
	private static final String TOKEN_STREAM = "dev.langchain4j.service.TokenStream";

	private static final ChainChoice NO_CHAIN = new ChainChoice("", null);

	private final ChainCatalog catalog;

	private final Function<String, String> placeholders;

	private final Expressions expressions;

	private final RungPlanner rungs;

	private final Supplier<@Nullable String> principal;

	MethodPlanner(ChainCatalog catalog, Function<String, String> placeholders, Expressions expressions,
			RungPlanner rungs, Supplier<@Nullable String> principal) {
		this.catalog = catalog;
		this.placeholders = placeholders;
		this.expressions = expressions;
		this.rungs = rungs;
		this.principal = principal;
	}

	MethodPlan plan(AnnotatedMethod method, Problems problems) {
		ModelFallback fallback = method.fallback();
		if (fallback == null) {
			problems.add("@DegradeTo without @ModelFallback has no effect",
					"add @ModelFallback to the method or its class");
			return new MethodPlan(method, new SpecSource(CallSpec::chain, NO_CHAIN, null), (call) -> null,
					this.principal);
		}
		if (method.shape().type().getName().equals(TOKEN_STREAM)) {
			problems.add(
					"returns a TokenStream, which has returned before anything is asked, so that nothing falls back",
					"remove @ModelFallback here and build the service with a chain's StreamingChatModel");
		}
		ChainChoice chain = chain(fallback, method, problems);
		ArgumentExpression key = fallback.key().isEmpty() ? null
				: this.expressions.parse(fallback.key(), "@ModelFallback key", method, problems);
		List<Rung> own = new ArrayList<>();
		for (DegradeTo rung : method.rungs()) {
			this.rungs.plan(rung, chain, method, problems).ifPresent(own::add);
		}
		Function<String, CallSpec> specs = (name) -> spec(name, fallback, method, own);
		return new MethodPlan(method, new SpecSource(specs, chain, key), QuestionKeys.byArguments(chain, method),
				this.principal);
	}

	/** Whether an answer of the method may be one that no model gave. */
	boolean mayDegrade(AnnotatedMethod method) {
		ModelFallback fallback = method.fallback();
		if (fallback == null || !method.rungs().isEmpty()) {
			return fallback != null;
		}
		ChainChoice chain = chain(fallback, method, new Problems(method.subject()));
		return fallback.degrade() && (chain.expression() != null || this.catalog.degrades(chain.name()));
	}

	private static CallSpec spec(String chain, ModelFallback fallback, AnnotatedMethod method, List<Rung> own) {
		CallSpec spec = CallSpec.chain(chain).withRungs(own, fallback.degrade());
		if (fallback.requires().length != 0) {
			spec = spec.withRequires(required(fallback));
		}
		if (method.factoryMade()) {
			spec = spec.withTrust(ClientTrust.EVERYTHING);
		}
		return method.shape().routed() ? spec.withReport() : spec;
	}

	private static Set<String> required(ModelFallback fallback) {
		return Set.copyOf(List.of(fallback.requires()));
	}

	private ChainChoice chain(ModelFallback fallback, AnnotatedMethod method, Problems problems) {
		String name = name(fallback, problems);
		if (name == null) {
			return NO_CHAIN;
		}
		if (name.contains("#{")) {
			ArgumentExpression parsed = this.expressions.parseTemplate(name, "@ModelFallback chain", method, problems);
			return (parsed != null) ? new ChainChoice(name, parsed) : NO_CHAIN;
		}
		checkChain(name, fallback, problems);
		return new ChainChoice(name, null);
	}

	private @Nullable String name(ModelFallback fallback, Problems problems) {
		if (!fallback.value().isEmpty()) {
			return resolved(fallback.value(), problems);
		}
		String usual = this.catalog.defaultChain();
		if (usual == null) {
			problems.add("@ModelFallback names no chain, and there is no default one",
					this.catalog.chains().isEmpty() ? "configure a chain under 'understudy.chains'" : "name one of "
							+ this.catalog.chains().stream().sorted().toList() + ", or set 'understudy.default-chain'");
		}
		return usual;
	}

	private void checkChain(String chain, ModelFallback fallback, Problems problems) {
		if (!this.catalog.knows(chain)) {
			String near = NearestName.to(chain, this.catalog.chains())
				.map((each) -> "did you mean '" + each + "'? ")
				.orElse("");
			problems.add("@ModelFallback names the unknown chain '" + chain + "'",
					near + "Known chains: " + this.catalog.chains().stream().sorted().toList());
		}
		else if (!this.catalog.anyModelHas(chain, required(fallback))) {
			problems.add(
					"no model of chain '" + chain + "' has the required capabilities " + List.of(fallback.requires()),
					"add them to 'capabilities' of a model of that chain, or require less");
		}
	}

	private @Nullable String resolved(String text, Problems problems) {
		try {
			return this.placeholders.apply(text);
		}
		catch (IllegalArgumentException ex) {
			problems.add("@ModelFallback chain '" + text + "' cannot be resolved", "define the property that it names");
			return null;
		}
	}

}
