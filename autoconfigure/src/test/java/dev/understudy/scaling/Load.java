package dev.understudy.scaling;

import java.util.HashMap;
import java.util.Map;

import dev.understudy.soak.PlainRedis;

/**
 * What Redis has done up to now.
 *
 * @param nanos when
 * @param scripts scripts that it has run
 * @param micros time that it was in them, in microseconds
 * @param commands all commands, those within scripts included
 * @param cpu time of its process, in microseconds
 * @param in bytes that it has received
 * @param out bytes that it has sent
 */
record Load(long nanos, long scripts, long micros, long commands, long cpu, long in, long out) {

	private static final String STATISTICS = "cmdstat_";

	static Load of(PlainRedis redis) {
		long scripts = 0;
		long micros = 0;
		long commands = 0;
		Map<String, String> statistics = redis.info("commandstats");
		for (Map.Entry<String, String> command : statistics.entrySet()) {
			if (!command.getKey().startsWith(STATISTICS)) {
				continue;
			}
			Map<String, String> values = values(command.getValue());
			commands += Long.parseLong(values.get("calls"));
			if (command.getKey().equals(STATISTICS + "evalsha") || command.getKey().equals(STATISTICS + "eval")) {
				scripts += Long.parseLong(values.get("calls"));
				micros += Long.parseLong(values.get("usec"));
			}
		}
		Map<String, String> cpu = redis.info("cpu");
		double seconds = Double.parseDouble(cpu.get("used_cpu_sys")) + Double.parseDouble(cpu.get("used_cpu_user"));
		Map<String, String> net = redis.info("stats");
		return new Load(System.nanoTime(), scripts, micros, commands, (long) (seconds * 1e6),
				Long.parseLong(net.get("total_net_input_bytes")), Long.parseLong(net.get("total_net_output_bytes")));
	}

	Load since(Load before) {
		return new Load(this.nanos - before.nanos, this.scripts - before.scripts, this.micros - before.micros,
				this.commands - before.commands, this.cpu - before.cpu, this.in - before.in, this.out - before.out);
	}

	double aSecond(long number) {
		return number * 1e9 / this.nanos;
	}

	private static Map<String, String> values(String text) {
		Map<String, String> values = new HashMap<>();
		for (String pair : text.split(",")) {
			String[] parts = pair.split("=", 2);
			values.put(parts[0], parts[1]);
		}
		return values;
	}

}
