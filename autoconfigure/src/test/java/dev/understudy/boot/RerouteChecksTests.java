package dev.understudy.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.understudy.spring.Problem;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RerouteChecksTests {

	private static final int CHAINS = 90;

	/** There are more ways than anybody could follow one by one. */
	@Test
	void followsNoWayTwice() {
		assertThat(problems(lattice())).isEmpty();
	}

	@Test
	void findsCircleBeyondStraightWays() {
		Map<String, Object> properties = new HashMap<>();
		reroute(properties, "a", "timeout", "b");
		reroute(properties, "a", "rate-limit", "c");
		reroute(properties, "b", "timeout", "d");
		reroute(properties, "c", "timeout", "d");
		reroute(properties, "c", "rate-limit", "e");
		reroute(properties, "e", "timeout", "a");
		assertThat(problems(properties)).singleElement()
			.extracting("what")
			.asString()
			.startsWith("reroute leads back: ")
			.contains("'a'", "'c'", "'e'")
			.doesNotContain("'b'", "'d'");
	}

	private static Map<String, Object> lattice() {
		Map<String, Object> properties = new HashMap<>();
		for (int i = 0; i < CHAINS; i++) {
			reroute(properties, "c" + i, "timeout", "c" + (i + 1));
			reroute(properties, "c" + i, "rate-limit", "c" + (i + 2));
		}
		return properties;
	}

	private static void reroute(Map<String, Object> properties, String from, String kind, String to) {
		properties.put("understudy.chains." + from + ".reroute." + kind, to);
		properties.put("understudy.chains." + from + ".models", "gpt");
		properties.put("understudy.chains." + to + ".models", "gpt");
	}

	private static List<Problem> problems(Map<String, Object> properties) {
		Findings findings = new Findings();
		new RerouteChecks(findings, Settings.of(properties).properties()).check();
		return findings.problems();
	}

}
