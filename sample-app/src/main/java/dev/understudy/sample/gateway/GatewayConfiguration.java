package dev.understudy.sample.gateway;

import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.understudy.failure.FailureClassifier;
import dev.understudy.routing.Understudy;
import dev.understudy.sample.web.ClientFailures;
import dev.understudy.sample.web.Turnstile;
import dev.understudy.springai.ChatModels;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServletHttpHandlerAdapter;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Puts the gateway beside the controllers, as a servlet that does not block: a stream
 * holds a thread only while a piece of it is written.
 */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

	static final int MOST_WAITING = 100;

	private static final int IDLE_SECONDS = 60;

	@Bean
	ServletRegistrationBean<ServletHttpHandlerAdapter> gateway(Understudy understudy, ChatModels models,
			ObjectProvider<FailureClassifier> classifiers, GatewayProperties properties, Scheduler gatewayCalls) {
		Clock clock = Clock.systemUTC();
		Json json = new Json();
		Catalog catalog = new Catalog(understudy, models, clock.instant());
		ChatCompletions completions = new ChatCompletions(catalog, new Body(json, properties.maxBody()),
				new CompletionReader(json, properties.maxMessages()), new Failures(ClientFailures.with(classifiers)),
				gatewayCalls, streams(properties.maxStreams()), json, clock);
		Gateway gateway = new Gateway(catalog, completions, understudy.context(), json);
		ServletRegistrationBean<ServletHttpHandlerAdapter> servlet = new ServletRegistrationBean<>(
				new ServletHttpHandlerAdapter(gateway), "/v1/*");
		servlet.setName("gateway");
		servlet.setLoadOnStartup(1);
		return servlet;
	}

	/** Where plain calls wait for their answers; those that run are stopped with it. */
	@Bean(destroyMethod = "dispose")
	static Scheduler gatewayCalls(GatewayProperties properties) {
		int most = properties.maxCalls();
		CustomizableThreadFactory threads = new CustomizableThreadFactory("gateway-");
		threads.setDaemon(true);
		ThreadPoolExecutor executor = new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(MOST_WAITING), threads);
		executor.allowCoreThreadTimeOut(true);
		return Schedulers.fromExecutorService(executor, "gateway");
	}

	static Turnstile streams(int most) {
		return new Turnstile(most, () -> new RejectedExecutionException("As many streams run as may run at once"));
	}

}
