package dev.understudy.micrometer;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What there is to be observed.
 */
public enum CallObservationDocumentation implements ObservationDocumentation {

	/** A call through a chain, from its beginning until it has an answer or none. */
	CALL {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultCallObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeys.values();
		}

		@Override
		public Observation.Event[] getEvents() {
			return Events.values();
		}

	};

	/**
	 * Keys with few values. All are {@code none} while the call runs, but the chain.
	 */
	public enum LowCardinalityKeys implements KeyName {

		/** The name of a configured chain, or {@code ad-hoc}. */
		CHAIN("chain"),

		/** {@code answered}, {@code fell-back}, {@code degraded} or {@code failed}. */
		OUTCOME("outcome"),

		/** The id of the model that answered, or {@code none}. */
		MODEL("model"),

		/** Why no model answered, such as {@code rate-limit}, or {@code none}. */
		KIND("kind");

		private final String key;

		LowCardinalityKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys that are no tags of meters.
	 */
	public enum HighCardinalityKeys implements KeyName {

		/** How many attempts the call has made. */
		ATTEMPTS("attempts");

		private final String key;

		HighCardinalityKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * What happens to a call on its way.
	 */
	public enum Events implements Observation.Event {

		/**
		 * An attempt has ended. Its contextual name is the model's id and the result, as
		 * in {@code gpt rate-limit} or {@code claude success}.
		 */
		ATTEMPT("attempt");

		private final String key;

		Events(String key) {
			this.key = key;
		}

		@Override
		public String getName() {
			return this.key;
		}

	}

}
