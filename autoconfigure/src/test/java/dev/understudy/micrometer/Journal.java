package dev.understudy.micrometer;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;

/**
 * Writes down what is observed, in a registry that refuses what makes no sense.
 */
final class Journal implements ObservationHandler<Observation.Context> {

	final TestObservationRegistry registry = TestObservationRegistry.create();

	/** Observations that have ended, as {@code parent > name key=value ... !error}. */
	final List<String> ended = new CopyOnWriteArrayList<>();

	final List<String> started = new CopyOnWriteArrayList<>();

	/** Events as {@code name: contextual name}. */
	final List<String> events = new CopyOnWriteArrayList<>();

	private final StringBuffer everything = new StringBuffer();

	Journal() {
		this.registry.observationConfig().observationHandler(this);
	}

	/** All that anybody can read in an observation. */
	String everything() {
		return this.everything.toString();
	}

	@Override
	public void onStart(Observation.Context context) {
		this.started.add(text(context));
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		this.events.add(event.getName() + ": " + event.getContextualName());
		this.everything.append(event);
	}

	@Override
	public void onStop(Observation.Context context) {
		this.ended.add(text(context));
		this.everything.append(context).append(context.getContextualName());
		if (context.getError() != null) {
			StringWriter trace = new StringWriter();
			context.getError().printStackTrace(new PrintWriter(trace));
			this.everything.append(trace);
		}
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	private static String text(Observation.Context context) {
		StringBuilder text = new StringBuilder();
		if (context.getParentObservation() != null) {
			text.append(context.getParentObservation().getContextView().getName()).append(" > ");
		}
		text.append(context.getName());
		for (KeyValue pair : context.getAllKeyValues()) {
			text.append(' ').append(pair.getKey()).append('=').append(pair.getValue());
		}
		if (context.getError() != null) {
			text.append(" !").append(context.getError().getMessage());
		}
		return text.toString();
	}

}
