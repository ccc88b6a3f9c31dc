package dev.understudy.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.understudy.Model;
import dev.understudy.health.HealthRules;
import dev.understudy.health.Ticker;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.LastGoodRung;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.ProbeSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.Rung;
import dev.understudy.routing.RungCondition;
import dev.understudy.routing.TextConverter;
import dev.understudy.routing.TextRung;
import dev.understudy.spring.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Makes models and chains of properties in which no check has found a mistake.
 */
final class RepertoireMapper {

	private final StrategyNames strategies;

	private final TextConverter converter;

	private final LastGoodAnswers lastGood;

	private final Ticker ticker;

	private final SharedClients clients;

	RepertoireMapper(StrategyNames strategies, TextConverter converter, LastGoodAnswers lastGood, Ticker ticker,
			SharedClients clients) {
		this.strategies = strategies;
		this.converter = converter;
		this.lastGood = lastGood;
		this.ticker = ticker;
		this.clients = clients;
	}

	/** Refuses what the checks let through and the engine does not. */
	Repertoire map(UnderstudyProperties properties) {
		try {
			return repertoire(properties);
		}
		catch (IllegalArgumentException ex) {
			throw new UnderstudyConfigurationException(List
				.of(new Problem(UnderstudyProperties.PREFIX, String.valueOf(ex.getMessage()), "correct this value")));
		}
	}

	private Repertoire repertoire(UnderstudyProperties properties) {
		HealthRules health = HealthLayers.lay(properties.health(), HealthRules.DEFAULT);
		ProbeSettings probe = HealthLayers.probe(properties.health().probe(), ProbeSettings.DEFAULT);
		Policy defaults = Policy.DEFAULT.with(properties.defaults());
		boolean providerWide = HealthLayers.providerWide(properties.health(), true);
		return new Repertoire(
				properties.models()
					.entrySet()
					.stream()
					.map((model) -> model(model.getKey(), model.getValue(), health, probe)
						.withClients(shared(model.getValue(), providerWide)))
					.toList(),
				properties.chains().entrySet().stream().map((chain) -> chain(chain, defaults)).toList(),
				(ids) -> adHoc(ids, defaults));
	}

	/** A model that is not to stand down with others has nothing in common with them. */
	private String[] shared(ModelProperties written, boolean providerWide) {
		return HealthLayers.providerWide(written.health(), providerWide)
				? this.clients.of(written).toArray(String[]::new) : new String[0];
	}

	private static ModelSettings model(String id, ModelProperties written, HealthRules health, ProbeSettings probe) {
		Model model = new Model(id, written.provider(), Given.or(written.name(), id), written.capabilities(),
				written.contextWindow(), written.effectivePrice());
		return new ModelSettings(model, written.enabled(), written.maxConcurrent(),
				HealthLayers.lay(written.health(), health), HealthLayers.probe(written.health().probe(), probe),
				LimitMapper.limits(written.limits()), LimitMapper.maintenance(written.maintenance()), Set.of());
	}

	private ChainSettings chain(Map.Entry<String, ChainProperties> chain, Policy defaults) {
		ChainProperties written = chain.getValue();
		return chain(chain.getKey(), written.models(), defaults.with(written.policy())).withReroutes(written.reroute())
			.withRungs(written.degrade().stream().map(this::rung).toList());
	}

	private ChainSettings adHoc(List<String> ids, Policy policy) {
		return chain(Repertoire.AD_HOC, ids.stream().map(ChainProperties.Entry::of).toList(), policy);
	}

	private ChainSettings chain(String name, List<ChainProperties.Entry> entries, Policy policy) {
		return ChainSettings.of(name, entries.stream().map(policy::seat).toList())
			.withStrategy(policy.strategy(), this.strategies.named(policy.strategy(), policy.adaptive()).orElseThrow())
			.withDeadline(policy.deadline())
			.withWhenUnavailable(policy.whenUnavailable())
			.withStreams(policy.streams());
	}

	private Rung rung(ChainProperties.Rung written) {
		RungCondition condition = new RungCondition(written.when(), pattern(written.matching()));
		Duration youngerThan = written.lastGood();
		return (youngerThan != null) ? new LastGoodRung(youngerThan, condition, this.lastGood, this.ticker)
				: new TextRung(Given.or(written.text(), ""), condition, this.converter);
	}

	private static @Nullable Pattern pattern(@Nullable String regex) {
		return (regex != null) ? Pattern.compile(regex) : null;
	}

}
