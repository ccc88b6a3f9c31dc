package dev.understudy.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

import dev.understudy.RoutingStatistics;
import io.micrometer.core.instrument.Timer;

/**
 * Holds what the engine, its meters and Redis say of calls against what callers and
 * models have counted, when nothing runs.
 */
final class Audit {

	/** Those whose statistics are not lost with them. */
	private static final Set<String> CHAINS = new TreeSet<>(
			Set.of("assistant", "wide", "thrifty", "patient", "ad-hoc"));

	/** Of one attempt of the lead in billionths of a USD: 2 USD and 8 USD a million. */
	private static final long COST = Script.INPUT * 2_000 + Script.OUTPUT * 8_000;

	/** The limit of the model that has one and is kept by one instance. */
	private static final long CAP = 200;

	private final House house;

	private final Books books;

	private final PlainRedis redis;

	private final String prefix;

	Audit(House house, Books books, PlainRedis redis, String prefix) {
		this.house = house;
		this.books = books;
		this.redis = redis;
		this.prefix = prefix;
	}

	/** What does not add up, one line for each. */
	List<String> differences() {
		List<String> found = new ArrayList<>();
		running(found);
		limits(found);
		statistics(found);
		meters(found);
		return found;
	}

	/** Attempts that nobody has ended. */
	List<String> leases() {
		List<String> found = new ArrayList<>();
		running(found);
		return found;
	}

	private void running(List<String> found) {
		this.house.running().forEach((model, running) -> compare(found, model + " runs", 0, running));
	}

	/** What was reserved is what answered, and everything else has been given back. */
	private void limits(List<String> found) {
		Set<String> counted = new TreeSet<>(Program.everyGuest());
		counted.addAll(House.COUNTED);
		for (String model : counted) {
			compare(found, model + " requests in Redis", this.books.answeredBy(model),
					this.redis.counted(this.prefix, model, "requests"));
		}
		for (String model : House.COUNTED) {
			compare(found, model + " requests", this.books.answeredBy(model),
					this.house.registry().status(model).requestsUsed());
		}
		if (this.books.answeredBy("capped") > CAP) {
			found.add("capped answered " + this.books.answeredBy("capped") + " times, at most " + CAP);
		}
		long used = this.books.sum("used by lead");
		long tokens = used * (Script.INPUT + Script.OUTPUT);
		compare(found, "lead tokens in Redis", tokens, this.redis.counted(this.prefix, "lead", "tokens"));
		compare(found, "lead tokens", tokens, this.house.registry().status("lead").tokensUsed());
		compare(found, "lead cost in Redis", used * COST, this.redis.counted(this.prefix, "lead", "budget"));
	}

	private void statistics(List<String> found) {
		Map<String, RoutingStatistics.OfChain> all = this.house.registry().statistics().chains();
		List<RoutingStatistics.OfChain> here = new ArrayList<>();
		Set<String> models = new TreeSet<>();
		for (String chain : CHAINS) {
			RoutingStatistics.OfChain of = all.get(chain);
			if (of != null) {
				here.add(of);
				models.addAll(of.models().keySet());
				compare(found, chain + " answered", this.books.sum(chain + " answered"), of.answered() + of.fellBack());
				compare(found, chain + " degraded", this.books.sum(chain + " degraded"), of.degraded());
				compare(found, chain + " failed", this.books.sum(chain + " failed"), of.failed());
			}
		}
		for (String model : models) {
			compare(found, model + " answered", here(" answered by " + model),
					sum(here, model, RoutingStatistics.OfModel::answered));
		}
		long open = models.stream().mapToLong((model) -> sum(here, model, Audit::withoutOutcome)).sum();
		compare(found, "attempts without an outcome", here(" blackouts"), open);
	}

	private void meters(List<String> found) {
		compare(found, "gauges of models", this.house.registry().statuses().size(),
				this.house.meters().find("understudy.model.state").gauges().size());
		compare(found, "meters of calls", this.books.calls(), count("understudy.calls"));
		compare(found, "meters of answers", this.books.sum(" answered"),
				count("understudy.calls", "outcome", "answered") + count("understudy.calls", "outcome", "fell-back"));
		compare(found, "meters of successes", this.books.sum(" answered"),
				count("understudy.attempts", "result", "success"));
	}

	private long count(String timer, String... tags) {
		return this.house.meters().find(timer).tags(tags).timers().stream().mapToLong(Timer::count).sum();
	}

	private long here(String what) {
		return CHAINS.stream().mapToLong((chain) -> this.books.sum(chain + what)).sum();
	}

	private static long sum(List<RoutingStatistics.OfChain> chains, String model,
			ToLongFunction<RoutingStatistics.OfModel> what) {
		return chains.stream()
			.map((chain) -> chain.models().get(model))
			.filter((of) -> of != null)
			.mapToLong(what)
			.sum();
	}

	private static long withoutOutcome(RoutingStatistics.OfModel model) {
		return model.selected() - model.answered()
				- model.failures().values().stream().mapToLong(Long::longValue).sum();
	}

	private static void compare(List<String> found, String what, long expected, long actual) {
		if (expected != actual) {
			found.add(what + ": " + actual + " instead of " + expected);
		}
	}

}
