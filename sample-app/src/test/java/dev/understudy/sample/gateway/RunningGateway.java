package dev.understudy.sample.gateway;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.understudy.sample.HastyTimer;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/**
 * The sample as a client of its gateway finds it, with models that talk fast and the
 * patience of a machine that may stand still. Whoever breaks a model with {@link Props}
 * does not wait for it. All such tests share one application.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "sample.conversation=false",
		"simulator.pace.gpt.first-token=10ms", "simulator.pace.gpt.tokens-per-second=1500",
		"simulator.pace.claude.first-token=10ms", "simulator.pace.claude.tokens-per-second=1500",
		"simulator.pace.local.first-token=10ms", "simulator.pace.local.tokens-per-second=1500", "simulator.slow-for=2m",
		"simulator.retry-after=7s", "simulator.flap-every=1h", "understudy.models.slowly.provider=anthropic",
		"understudy.models.slowly.name=claude-slow", "simulator.pace.slowly.first-token=0ms",
		"simulator.pace.slowly.tokens-per-second=4", "understudy.health.consecutive-failures=1000",
		"understudy.health.minimum-calls=1000", "understudy.defaults.timeout=20s", "understudy.defaults.deadline=60s",
		"understudy.defaults.stream.first-token-timeout=20s", "understudy.defaults.stream.idle-timeout=20s",
		"understudy.defaults.retry.backoff=10ms", "understudy.chains.pair.models=gpt,claude",
		"understudy.chains.held.models=gpt,claude", "understudy.chains.held.stream.commit=complete",
		"understudy.chains.alone.models=gpt", "understudy.chains.alone.degrade[0].text=Nobody is here" })
@Import({ WarmUp.class, HastyTimer.class, Props.class })
@interface RunningGateway {

}
