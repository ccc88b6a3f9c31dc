package dev.understudy.boot;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.LimitNearlyReached;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelStoodDown;
import dev.understudy.RoutingStatistics;
import dev.understudy.failure.FailureClassifier;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A scripted hour of calls, in virtual time, gives exactly the expected counts in meters,
 * statistics and events.
 */
class ScriptedHourTests {

	private static final String HOUR = """
			# time times chain      tries                                                    end
			 0:00 20 assistant      gpt:ok                                                   answered
			 0:30  3 assistant      gpt:timeout claude:ok                                    fell-back
			 1:00  1 assistant      gpt:ok                                                   answered
			 1:10  2 assistant      gpt:bad-request                                          failed
			 1:20  2 assistant      gpt:content-filter                                       degraded:content-filter
			 1:30  1 bare           gpt:content-filter                                       failed
			# a rate limit, which ends by the clock
			 2:00  1 assistant      gpt:rate-limit!RATE_LIMITED claude:ok                    fell-back
			 2:10  5 assistant      claude:ok                                                fell-back
			 2:20  1 bare           claude:server-error                                      failed:server-error
			 2:25 shows gpt=0 claude=1 local=1
			 2:31 shows gpt=1
			 2:40  1 assistant      ~gpt:ok                                                  answered
			# too many failures, and a trial that succeeds
			 3:00  4 assistant      gpt:server-error claude:ok                               fell-back
			 3:10  1 assistant      gpt:server-error!ERROR_THRESHOLD claude:ok               fell-back
			 3:20 10 assistant      claude:ok                                                fell-back
			 3:30 shows gpt=0
			 4:20 shows gpt=0.5
			 4:30  1 assistant      gpt:ok                                                   answered
			 4:35 shows gpt=0.5
			 4:40  1 assistant      gpt:ok~                                                  answered
			 4:50 shows gpt=1
			# a trial that fails
			 5:00  4 assistant      gpt:network-error claude:ok                              fell-back
			 5:10  1 assistant      gpt:network-error!ERROR_THRESHOLD claude:ok              fell-back
			 6:20  1 assistant      gpt:unavailable!ERROR_THRESHOLD!UNAVAILABLE claude:ok    fell-back
			 7:30 shows gpt=0
			 8:30 shows gpt=0.5
			 8:40  1 assistant      gpt:ok                                                   answered
			 8:50  1 assistant      gpt:ok~                                                  answered
			# nobody left
			10:00  1 bare           gpt:quota-exhausted!QUOTA_EXHAUSTED claude:quota-exhausted!QUOTA_EXHAUSTED failed:quota-exhausted
			10:10  3 bare           -                                                        failed:quota-exhausted
			10:20  4 assistant      local:ok                                                 fell-back
			10:30  2 assistant      local:invalid-response                                   degraded:invalid-response
			11:00 enable gpt
			11:01 enable claude
			11:10  5 bare           gpt:ok                                                   answered
			# by hand
			12:00 disable gpt PT5M
			12:10  3 assistant      claude:ok                                                fell-back
			12:20 disable claude
			12:30  2 bare           -                                                        failed:unavailable
			12:40  2 assistant      local:ok                                                 fell-back
			12:50 disable local PT1M
			12:55  5 assistant      -                                                        degraded:unavailable
			13:55 shows gpt=0 claude=0 local=1
			14:00  1 assistant      ~local:ok                                                fell-back
			17:05  1 assistant      ~gpt:ok                                                  answered
			17:10 release claude
			# keys and names
			18:00  1 bare           gpt:auth-error!AUTH_FAILED claude:ok                     fell-back
			18:10  1 bare           claude:model-not-found!MODEL_NOT_FOUND                   failed:model-not-found
			18:20  2 assistant      local:unknown                                            degraded:unknown
			28:30  1 bare           ~gpt:ok                                                  answered
			28:40  1 assistant      gpt:context-length ~claude:ok                            fell-back
			# another chain, and another time
			30:00  2 docs           gpt:context-length claude@long:ok                        fell-back
			31:00  2 patient        gpt:server-error gpt:ok                                  answered
			31:30  1 patient        gpt:server-error gpt:server-error claude:ok              fell-back
			32:00  1 patient        gpt:ok                                                   answered
			33:00 10 [local,claude] local:ok                                                 answered
			33:30  2 [local,claude] local:timeout claude:ok                                  fell-back
			34:00  1 [local]        local:timeout                                            failed:timeout
			35:00  3 assistant      gpt:cancelled                                            failed
			40:00 30 bare           gpt:ok                                                   answered
			# all at once
			50:00  1 assistant      gpt:rate-limit!RATE_LIMITED claude:rate-limit!RATE_LIMITED local:rate-limit!RATE_LIMITED degraded:rate-limit
			50:01  9 assistant      -                                                        degraded:rate-limit
			50:20  4 bare           -                                                        failed:rate-limit
			51:00  1 assistant      ~gpt:server-error ~claude:server-error ~local:ok         fell-back
			59:00  7 assistant      gpt:ok                                                   answered
			60:00 shows gpt=1 claude=1 local=1
			""";

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Ledger ledger = new Ledger();

	private final Audience audience = new Audience();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(UnderstudyMetricsAutoConfiguration.class, UnderstudyAutoConfiguration.class))
		.withBean(VirtualClock.class)
		.withBean(FailureClassifier.class, () -> ScriptedHour.CLASSIFIER)
		.withBean(MeterRegistry.class, () -> this.registry)
		.withBean(Audience.class, () -> this.audience)
		.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.models.gpt.price.input=2",
				"understudy.models.gpt.price.output=8", "understudy.models.claude.provider=anthropic",
				"understudy.models.local.name=llama3.2", "understudy.chains.assistant.models=gpt,claude,local",
				"understudy.chains.assistant.degrade[0].text=busy", "understudy.chains.bare.models=gpt,claude",
				"understudy.chains.docs.models=gpt,local", "understudy.chains.docs.reroute.context-length=long",
				"understudy.chains.long.models=claude", "understudy.chains.patient.models=gpt,claude",
				"understudy.chains.patient.retry.max-attempts=2", "understudy.defaults.retry.jitter=0",
				"understudy.defaults.retry.max-attempts=1", "understudy.defaults.timeout=0",
				"understudy.health.skip-below=0");

	@Test
	void aScriptedHourOfCallsGivesExactlyTheExpectedCounts() {
		this.runner.run((context) -> {
			assertThat(recorded().keySet()).as("counted before the first call").isEmpty();
			new ScriptedHour(context, this::state, this.ledger).play(HOUR);
			assertThat(recorded()).isEqualTo(this.ledger.counts);
			assertThat(millis()).isEqualTo(this.ledger.millis);
			assertThat(counted(context.getBean(ModelRegistry.class).statistics())).isEqualTo(this.ledger.statistics);
			double answers = this.ledger.counts.get("understudy.tokens{direction=input,model=gpt}") / 10.0;
			assertThat(this.registry.get("understudy.cost").tag("model", "gpt").counter().count())
				.isCloseTo(answers * (10 * 2 + 5 * 8) / 1e6, within(1e-12));
			assertThat(this.registry.get("understudy.cost").tag("model", "claude").counter().count()).isZero();
		});
		assertThat(this.audience.heard).containsExactlyElementsOf(this.ledger.events);
		assertThat(this.audience.heard).hasSizeGreaterThan(50);
	}

	@Test
	void mostMetersOfTheHourExistWithZeroBefore() {
		this.runner.run((context) -> {
			List<String> before = names();
			new ScriptedHour(context, this::state, this.ledger).play(HOUR);
			List<String> born = names();
			born.removeAll(before);
			assertThat(born).allMatch((name) -> name.contains("chain=ad-hoc")
					|| name.startsWith("understudy.attempts") && !name.contains("result=success")
					|| name.startsWith("understudy.attempts{chain=docs,model=claude")
					|| name.startsWith("understudy.calls{chain=docs,model=claude"));
		});
	}

	private double state(String model) {
		return this.registry.get("understudy.model.state").tag("model", model).gauge().value();
	}

	private List<String> names() {
		return this.registry.getMeters().stream().map(ScriptedHourTests::named).collect(Collectors.toList());
	}

	/** What timers and counters have counted, unless that is nothing; costs apart. */
	private Map<String, Long> recorded() {
		Map<String, Long> counts = new TreeMap<>();
		for (Meter meter : this.registry.getMeters()) {
			long count = 0;
			if (meter instanceof Timer timer) {
				count = timer.count();
			}
			else if (meter instanceof Counter counter && !meter.getId().getName().equals("understudy.cost")) {
				count = Math.round(counter.count());
			}
			if (count != 0) {
				counts.put(named(meter), count);
			}
		}
		return counts;
	}

	private Map<String, Long> millis() {
		Map<String, Long> millis = new TreeMap<>();
		this.registry.getMeters().forEach((meter) -> {
			if (meter instanceof Timer timer && timer.count() != 0) {
				millis.put(named(meter), Math.round(timer.totalTime(TimeUnit.MILLISECONDS)));
			}
		});
		return millis;
	}

	private static Map<String, Long> counted(RoutingStatistics statistics) {
		Map<String, Long> counted = new TreeMap<>();
		statistics.chains().forEach((chain, of) -> {
			counted.put(chain + " answered", of.answered());
			counted.put(chain + " fell-back", of.fellBack());
			counted.put(chain + " degraded", of.degraded());
			counted.put(chain + " failed", of.failed());
			of.models().forEach((model, counts) -> {
				String place = chain + " " + model + " ";
				counted.put(place + "selected", counts.selected());
				counted.put(place + "answered", counts.answered());
				counted.put(place + "fell back from", counts.fellBackFrom());
				counted.put(place + "fell back to", counts.fellBackTo());
				counts.failures().forEach((kind, count) -> counted.put(place + kind, count));
			});
		});
		counted.values().removeIf((count) -> count == 0);
		return counted;
	}

	private static String named(Meter meter) {
		return meter.getId()
			.getTags()
			.stream()
			.map((tag) -> tag.getKey() + "=" + tag.getValue())
			.sorted()
			.collect(Collectors.joining(",", meter.getId().getName() + "{", "}"));
	}

	/**
	 * Writes down the events of the application, in words.
	 */
	static class Audience {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void hear(ModelStoodDown event) {
			this.heard.add("stood down " + event.model() + " " + event.reason());
		}

		@EventListener
		void hear(ModelRecovered event) {
			this.heard.add("recovered " + event.model());
		}

		@EventListener
		void hear(CallFellBack event) {
			this.heard.add("fell back " + event.chain() + " " + event.from() + " " + event.to() + " " + event.kind());
		}

		@EventListener
		void hear(CallDegraded event) {
			this.heard.add("degraded " + event.chain() + " " + event.kind());
		}

		@EventListener
		void hear(ChainExhausted event) {
			this.heard.add("failed " + event.chain() + " " + event.kind());
		}

		@EventListener
		void hear(LimitNearlyReached event) {
			this.heard.add("limit " + event.model() + " " + event.limit());
		}

	}

}
