package dev.understudy.langchain4j;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

import dev.langchain4j.model.chat.Capability;
import dev.understudy.Model;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.SeatSettings;
import dev.understudy.routing.Understudy;

/**
 * Knows what all models of a chain can do.
 */
final class ChainCapabilities {

	private ChainCapabilities() {
	}

	static Set<Capability> of(Understudy understudy, String chain, Function<Model, Set<Capability>> ofModel) {
		Repertoire repertoire = understudy.repertoire();
		Set<String> seated = new HashSet<>();
		for (ChainSettings settings : repertoire.chains()) {
			if (settings.name().equals(chain)) {
				settings.seats().stream().map(SeatSettings::modelId).forEach(seated::add);
			}
		}
		Set<Capability> common = seated.isEmpty() ? EnumSet.noneOf(Capability.class) : EnumSet.allOf(Capability.class);
		repertoire.models()
			.stream()
			.map(ModelSettings::model)
			.filter((model) -> seated.contains(model.id()))
			.forEach((model) -> common.retainAll(ofModel.apply(model)));
		return common;
	}

}
