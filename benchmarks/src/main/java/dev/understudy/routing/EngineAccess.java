package dev.understudy.routing;

import java.lang.reflect.Field;

import dev.understudy.Model;
import dev.understudy.health.ModelHealth;

/**
 * The one place that looks into the engine: what benchmarks measure of it that has no
 * door of its own.
 */
public final class EngineAccess {

	private final Engine engine;

	public EngineAccess(Understudy understudy) {
		try {
			Field field = Understudy.class.getDeclaredField("engine");
			field.setAccessible(true);
			this.engine = (Engine) field.get(understudy);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("The engine is no longer where it was", ex);
		}
	}

	/** The health of a model. */
	public ModelHealth health(String modelId) {
		return this.engine.ensemble().model(modelId).health();
	}

	/** Selects models of a chain, as a call does before its first attempt. */
	public Selection selection(String chain) {
		ChainPlan plan = this.engine.ensemble().chain(chain);
		return new Selection(plan.row(), new Lineup(plan, CallSpec.chain(chain), this.engine.random()),
				this.engine.ticker().nanos());
	}

	/**
	 * Selects models of one chain. Not thread-safe.
	 */
	public static final class Selection {

		private final Row row;

		private final Lineup lineup;

		private final long at;

		private Selection(Row row, Lineup lineup, long at) {
			this.row = row;
			this.lineup = lineup;
			this.at = at;
		}

		/** Selects in the order written, as most calls do, without taking a lease. */
		public Model first() {
			return this.row.seat(this.row.usable(0, Demands.NONE, this.at)).model();
		}

		/**
		 * Selects through the chain's strategy, as calls with a key, a report or another
		 * strategy do.
		 */
		public Model chosen() {
			this.lineup.restart(false);
			if (!this.lineup.look(this.at)) {
				throw new IllegalStateException("Nobody is left");
			}
			return this.lineup.seat().model();
		}

	}

}
