package dev.understudy.test.boot;

import dev.understudy.health.StateStore;
import dev.understudy.limit.LimitStore;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.Understudy;
import dev.understudy.test.ScriptedFailures;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.TestState;
import dev.understudy.test.VirtualClock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * What the engine of a test is made with, and the scripts of its models. Nothing that the
 * engine needs depends on {@link ScriptedModels}, for dependencies tell which beans reach
 * them.
 */
@Configuration(proxyBeanMethods = false)
class ScriptedModelsConfiguration {

	@Bean
	@Primary
	VirtualClock understudyVirtualClock() {
		return new VirtualClock();
	}

	@Bean
	TestState understudyTestState() {
		return new TestState();
	}

	@Bean
	@Primary
	StateStore understudyTestStandbys(TestState state) {
		return state.standbys();
	}

	@Bean
	@Primary
	LimitStore understudyTestCounters(TestState state) {
		return state.counters();
	}

	@Bean
	@Primary
	LastGoodAnswers understudyTestAnswers(TestState state) {
		return state.answers();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ScriptedFailures understudyScriptedFailures() {
		return new ScriptedFailures();
	}

	@Bean
	ScriptedModels understudyScriptedModels(VirtualClock clock, TestState state, ObjectProvider<Understudy> engine) {
		return new ScriptedModels(clock, state, engine::getIfAvailable);
	}

	@Bean
	static IdleVendors understudyIdleVendors() {
		return new IdleVendors();
	}

	@Bean
	static StandInPostProcessor understudyStandInPostProcessor(ObjectProvider<ScriptedModels> models,
			ObjectProvider<BodyRules> rules) {
		return new StandInPostProcessor(models::getObject, rules::getObject);
	}

}
