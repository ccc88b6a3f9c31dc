package dev.understudy.routing;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.understudy.UnknownNameException;
import org.jspecify.annotations.Nullable;

/**
 * All models and chains that are in force. Immutable, and replaced as one.
 */
final class Ensemble {

	private final Repertoire repertoire;

	private final Map<String, LiveModel> models;

	private final Map<String, ChainPlan> chains;

	private final ChainCounters adHoc;

	private final Stagehand stagehand;

	private Ensemble(Repertoire repertoire, Map<String, LiveModel> models, ChainCounters adHoc, Stagehand stagehand) {
		this.repertoire = repertoire;
		this.models = models;
		this.adHoc = adHoc;
		this.stagehand = stagehand;
		this.chains = new LinkedHashMap<>();
	}

	/**
	 * Makes what the repertoire says, and takes over what is known from the one before of
	 * models and chains that stay. Chains made up for one request stay as long as there
	 * are models.
	 */
	static Ensemble of(Repertoire repertoire, @Nullable Ensemble before, Stagehand stagehand) {
		Map<String, LiveModel> models = new LinkedHashMap<>();
		for (ModelSettings settings : repertoire.models()) {
			LiveModel known = (before != null) ? before.models.get(settings.model().id()) : null;
			models.put(settings.model().id(),
					(known != null) ? stagehand.renewed(known, settings) : stagehand.live(settings));
		}
		ChainCounters adHoc = (before != null && !models.isEmpty()) ? before.adHoc : new ChainCounters();
		Ensemble ensemble = new Ensemble(repertoire, models, adHoc, stagehand);
		for (ChainSettings settings : repertoire.chains()) {
			ChainPlan known = (before != null) ? before.chains.get(settings.name()) : null;
			ChainCounters counters = (known != null) ? known.counters() : new ChainCounters();
			ensemble.chains.put(settings.name(), ensemble.plan(settings, settings.name(), counters));
		}
		return ensemble;
	}

	ChainPlan chain(String name) {
		ChainPlan plan = this.chains.get(name);
		if (plan == null) {
			throw new UnknownNameException("chain", name, this.chains.keySet());
		}
		return plan;
	}

	/** A chain made up for one request. */
	ChainPlan chainOf(List<String> modelIds) {
		modelIds.forEach(this::model);
		return plan(this.repertoire.adHoc().apply(modelIds), Repertoire.AD_HOC, this.adHoc);
	}

	LiveModel model(String id) {
		LiveModel live = this.models.get(id);
		if (live == null) {
			throw new UnknownNameException("model", id, this.models.keySet());
		}
		return live;
	}

	Map<String, LiveModel> models() {
		return Collections.unmodifiableMap(this.models);
	}

	Map<String, ChainPlan> chains() {
		return Collections.unmodifiableMap(this.chains);
	}

	ChainCounters adHoc() {
		return this.adHoc;
	}

	Repertoire repertoire() {
		return this.repertoire;
	}

	/**
	 * The name that others hear is given apart, so that chains made up for one request
	 * cannot make up names of meters.
	 */
	private ChainPlan plan(ChainSettings settings, String heardAs, ChainCounters counters) {
		Seat[] seats = new Seat[settings.seats().size()];
		Arrays.setAll(seats, (i) -> seat(settings.seats().get(i), counters));
		return new ChainPlan(settings, new Row(List.of(seats)), new GuardedStrategy(settings),
				settings.deadline().toNanos(), new Ladder(settings.rungs()), counters,
				this.stagehand.reports(heardAs, counters));
	}

	private Seat seat(SeatSettings settings, ChainCounters counters) {
		return Seat.of(model(settings.modelId()), settings, counters.seat(settings.modelId()),
				this.stagehand.listeners());
	}

	/**
	 * Makes what an ensemble cannot take over from the one before as it is.
	 */
	interface Stagehand {

		LiveModel live(ModelSettings settings);

		LiveModel renewed(LiveModel known, ModelSettings settings);

		ChainReports reports(String chain, ChainCounters counters);

		Listeners listeners();

	}

}
