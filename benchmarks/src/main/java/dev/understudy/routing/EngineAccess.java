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
		CallSpec spec = CallSpec.chain(chain);
		return new Selection(new Lineup(this.engine.ensemble().chain(chain), spec, this.engine.random()),
				this.engine.ticker().nanos());
	}

	/**
	 * Selects models of one chain. Not thread-safe.
	 */
	public static final class Selection {

		private final Lineup lineup;

		private final long at;

		private Selection(Lineup lineup, long at) {
			this.lineup = lineup;
			this.at = at;
		}

		/** Selects anew, without taking a lease. */
		public Model first() {
			this.lineup.restart(false);
			if (!this.lineup.look(this.at)) {
				throw new IllegalStateException("Nobody is left");
			}
			return this.lineup.seat().model();
		}

	}

}
