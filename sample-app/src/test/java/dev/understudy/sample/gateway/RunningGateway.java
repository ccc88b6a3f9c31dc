package dev.understudy.sample.gateway;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/**
 * The sample as a client of its gateway finds it, with models that talk fast and little
 * patience. All such tests share one application.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.conversation=false", "simulator.pace.gpt.first-token=10ms",
				"simulator.pace.gpt.tokens-per-second=300", "simulator.pace.claude.first-token=10ms",
				"simulator.pace.claude.tokens-per-second=300", "simulator.pace.local.first-token=10ms",
				"simulator.pace.local.tokens-per-second=300", "simulator.slow-for=6s", "simulator.retry-after=7s",
				"simulator.flap-every=2s", "simulator.hang-for=10s", "understudy.models.slowly.provider=anthropic",
				"understudy.models.slowly.name=claude-slow", "simulator.pace.slowly.first-token=0ms",
				"simulator.pace.slowly.tokens-per-second=4", "understudy.health.consecutive-failures=1000",
				"understudy.health.minimum-calls=1000", "understudy.defaults.timeout=2s",
				"understudy.defaults.stream.first-token-timeout=2s", "understudy.defaults.stream.idle-timeout=2s",
				"understudy.defaults.retry.backoff=10ms", "understudy.chains.pair.models=gpt,claude",
				"understudy.chains.held.models=gpt,claude", "understudy.chains.held.stream.commit=complete",
				"understudy.chains.alone.models=gpt", "understudy.chains.alone.degrade[0].text=Nobody is here" })
@Import(WarmUp.class)
@interface RunningGateway {

}
