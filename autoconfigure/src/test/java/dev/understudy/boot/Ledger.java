package dev.understudy.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.understudy.boot.ScriptedHour.End;
import dev.understudy.boot.ScriptedHour.Try;
import dev.understudy.failure.FailureKind;

/**
 * What is to be seen of calls: plain sums over what a table says, without an engine.
 */
final class Ledger {

	static final Map<String, String> PROVIDERS = Map.of("gpt", "openai", "claude", "anthropic", "local", "unknown");

	/** Of timers and counters, by name and tags. */
	final Map<String, Long> counts = new TreeMap<>();

	/** Of timers in milliseconds, by name and tags. */
	final Map<String, Long> millis = new TreeMap<>();

	/** Of statistics, by chain, model and what is counted. */
	final Map<String, Long> statistics = new TreeMap<>();

	final List<String> events = new ArrayList<>();

	void stoodDown(String model, String reason) {
		this.events.add("stood down " + model + " " + reason);
	}

	void recovered(String model) {
		this.events.add("recovered " + model);
	}

	void called(String written, List<Try> tries, End end) {
		String chain = written.startsWith("[") ? "ad-hoc" : written;
		long took = 0;
		Try before = null;
		for (Try next : tries) {
			if (next.back()) {
				recovered(next.model());
			}
			if (before != null && before.model().equals(next.model())) {
				took += 500;
			}
			else if (before != null) {
				fellBack(chain, before, next);
			}
			took += attempted(chain, next);
			before = next;
		}
		ended(chain, before, end, took);
	}

	private long attempted(String chain, Try made) {
		FailureKind kind = made.kind();
		long took = ((kind != null) ? ScriptedHour.FAILURE : ScriptedHour.ANSWER).toMillis();
		String result = (kind != null) ? made.result() : "success";
		timed("understudy.attempts{chain=" + chain + ",model=" + made.model() + ",provider="
				+ PROVIDERS.get(made.model()) + ",result=" + result + "}", took);
		String place = place(chain, made);
		count(place + "selected");
		count(place + ((kind != null) ? kind : "answered"));
		if (kind == null) {
			add("understudy.tokens{direction=input,model=" + made.model() + "}", 10);
			add("understudy.tokens{direction=output,model=" + made.model() + "}", 5);
		}
		made.reasons().forEach((reason) -> stoodDown(made.model(), reason));
		if (made.recovered()) {
			recovered(made.model());
		}
		return took;
	}

	private void fellBack(String chain, Try from, Try to) {
		add("understudy.fallbacks{chain=" + chain + ",from=" + from.model() + ",kind=" + from.result() + ",to="
				+ to.model() + "}", 1);
		count(place(chain, from) + "fell back from");
		count(place(chain, to) + "fell back to");
		this.events.add("fell back " + chain + " " + from.model() + " " + to.model() + " " + from.kind());
	}

	private void ended(String chain, Try last, End end, long took) {
		boolean byModel = end.outcome().equals("answered") || end.outcome().equals("fell-back");
		String model = byModel ? last.model() : "none";
		timed("understudy.calls{chain=" + chain + ",model=" + model + ",outcome=" + end.outcome() + "}", took);
		count(chain + " " + end.outcome());
		if (end.kind() == null) {
			return;
		}
		if (end.outcome().equals("degraded")) {
			add("understudy.degradations{chain=" + chain + ",kind=" + end.kind() + ",rung=text}", 1);
		}
		this.events.add(end.outcome() + " " + chain + " " + ScriptedHour.kind(end.kind()));
	}

	private static String place(String chain, Try made) {
		return ((made.chain() != null) ? made.chain() : chain) + " " + made.model() + " ";
	}

	private void timed(String timer, long took) {
		add(timer, 1);
		this.millis.merge(timer, took, Long::sum);
	}

	private void add(String meter, long more) {
		this.counts.merge(meter, more, Long::sum);
	}

	private void count(String what) {
		this.statistics.merge(what, 1L, Long::sum);
	}

}
