package dev.understudy.sample.gateway;

import java.time.Clock;

import dev.understudy.failure.FailureClassifier;
import dev.understudy.routing.Understudy;
import dev.understudy.sample.web.ClientFailures;
import dev.understudy.springai.ChatModels;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServletHttpHandlerAdapter;

/**
 * Puts the gateway beside the controllers, as a servlet that does not block: a stream
 * holds a thread only while a piece of it is written.
 */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

	private static final int MOST_WAITING = 100;

	private static final int IDLE_SECONDS = 60;

	@Bean
	ServletRegistrationBean<ServletHttpHandlerAdapter> gateway(Understudy understudy, ChatModels models,
			ObjectProvider<FailureClassifier> classifiers, GatewayProperties properties, Scheduler gatewayCalls) {
		Clock clock = Clock.systemUTC();
		Json json = new Json();
		Catalog catalog = new Catalog(understudy, models, clock.instant());
		ChatCompletions completions = new ChatCompletions(catalog, new Body(json, properties.maxBody()),
				new CompletionReader(json, properties.maxMessages()), new Failures(ClientFailures.with(classifiers)),
				gatewayCalls, json, clock);
		Gateway gateway = new Gateway(catalog, completions, json);
		ServletRegistrationBean<ServletHttpHandlerAdapter> servlet = new ServletRegistrationBean<>(
				new ServletHttpHandlerAdapter(gateway), "/v1/*");
		servlet.setName("gateway");
		servlet.setLoadOnStartup(1);
		return servlet;
	}

	/** Where plain calls wait for their answers. */
	@Bean(destroyMethod = "dispose")
	Scheduler gatewayCalls(GatewayProperties properties) {
		return Schedulers.newBoundedElastic(properties.maxCalls(), MOST_WAITING, "gateway", IDLE_SECONDS, true);
	}

}
