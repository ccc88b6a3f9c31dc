package dev.understudy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link ModelStatus} as a map of plain values and reads it back.
 */
final class ModelStatusMap {

	private final Map<?, ?> map;

	private ModelStatusMap(Map<?, ?> map) {
		this.map = map;
	}

	static Map<String, Object> of(ModelStatus status) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("id", status.id());
		map.put("provider", status.provider());
		map.put("name", status.name());
		map.put("state", status.state().name());
		map.put("standbys", status.standbys().stream().map(ModelStatusMap::of).toList());
		put(map, "cooldownRemaining", status.cooldownRemaining());
		map.put("consecutiveFailures", status.consecutiveFailures());
		map.put("callsInWindow", status.callsInWindow());
		map.put("successRate", status.successRate());
		map.put("errorRate", status.errorRate());
		put(map, "latencyMean", status.latencyMean());
		put(map, "latencyP50", status.latencyP50());
		put(map, "latencyP95", status.latencyP95());
		map.put("score", status.score());
		map.put("requestsUsed", status.requestsUsed());
		map.put("tokensUsed", status.tokensUsed());
		map.put("costUsed", status.costUsed());
		put(map, "lastRequest", status.lastRequest());
		put(map, "lastFailure", status.lastFailure());
		put(map, "lastProbe", status.lastProbe());
		map.put("recentLatencies", status.recentLatencies().stream().map(Duration::toString).toList());
		return map;
	}

	static ModelStatus read(Map<?, ?> map) {
		ModelStatusMap in = new ModelStatusMap(map);
		return new ModelStatus(in.text("id"), in.text("provider"), in.text("name"),
				in.require("state", ModelState::valueOf),
				in.list("standbys").stream().map(ModelStatusMap::standby).toList(),
				in.find("cooldownRemaining", Duration::parse), in.number("consecutiveFailures").intValue(),
				in.number("callsInWindow").longValue(), in.number("successRate").doubleValue(),
				in.number("errorRate").doubleValue(), in.require("latencyMean", Duration::parse),
				in.require("latencyP50", Duration::parse), in.require("latencyP95", Duration::parse),
				in.number("score").doubleValue(), in.number("requestsUsed").longValue(),
				in.number("tokensUsed").longValue(), in.number("costUsed").doubleValue(),
				in.find("lastRequest", Instant::parse), in.find("lastFailure", Instant::parse),
				in.find("lastProbe", Instant::parse), in.list("recentLatencies").stream().map(in::latency).toList());
	}

	private static Map<String, Object> of(Standby standby) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("reason", standby.reason().name());
		map.put("since", standby.since().toString());
		put(map, "until", standby.until());
		put(map, "note", standby.note());
		return map;
	}

	private static Standby standby(Object value) {
		if (!(value instanceof Map<?, ?> map)) {
			throw unreadable("standbys", value, "maps");
		}
		ModelStatusMap in = new ModelStatusMap(map);
		return new Standby(in.require("reason", StandbyReason::valueOf), in.require("since", Instant::parse),
				in.find("until", Instant::parse), in.find("note", Function.identity()));
	}

	private static void put(Map<String, Object> map, String key, @Nullable Object value) {
		if (value != null) {
			map.put(key, value.toString());
		}
	}

	private Duration latency(Object value) {
		return parse("recentLatencies", value, Duration::parse);
	}

	private String text(String key) {
		return require(key, Function.identity());
	}

	private <T> T require(String key, Function<String, T> reader) {
		T value = find(key, reader);
		if (value == null) {
			throw new IllegalArgumentException("Model status has no '" + key + "'");
		}
		return value;
	}

	private <T> @Nullable T find(String key, Function<String, T> reader) {
		Object value = this.map.get(key);
		return (value != null) ? parse(key, value, reader) : null;
	}

	private Number number(String key) {
		Object value = this.map.get(key);
		if (!(value instanceof Number number)) {
			throw unreadable(key, value, "a number");
		}
		return number;
	}

	private List<?> list(String key) {
		Object value = this.map.get(key);
		if (!(value instanceof Collection<?> values)) {
			throw unreadable(key, value, "a list");
		}
		return List.copyOf(values);
	}

	private static <T> T parse(String key, Object value, Function<String, T> reader) {
		try {
			return reader.apply(value.toString());
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException(
					"'" + key + "' of a model status is '" + value + "', which is unreadable", ex);
		}
	}

	private static IllegalArgumentException unreadable(String key, @Nullable Object value, String rule) {
		return new IllegalArgumentException("'" + key + "' of a model status is '" + value + "', must be " + rule);
	}

}
