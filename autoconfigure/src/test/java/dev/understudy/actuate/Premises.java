package dev.understudy.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import dev.understudy.boot.UnderstudyEndpointsAutoConfiguration;
import dev.understudy.boot.UnderstudyHealthAutoConfiguration;
import dev.understudy.boot.UnderstudyInfoAutoConfiguration;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.actuate.endpoint.web.WebFluxHealthEndpointExtensionAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An application with an actuator that is open to everybody, on a real port.
 */
record Premises(ConfigurableApplicationContext context, HttpClient client) implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	/** With Spring MVC on Tomcat. */
	static Premises mvc(String... properties) {
		return open(WebApplicationType.SERVLET, Mvc.class, properties);
	}

	/** With WebFlux on Netty. */
	static Premises webFlux(String... properties) {
		return open(WebApplicationType.REACTIVE, WebFlux.class, properties);
	}

	private static Premises open(WebApplicationType type, Class<?> application, String... properties) {
		List<String> all = new ArrayList<>(List.of("server.port=0", "spring.main.banner-mode=off",
				"management.endpoints.web.exposure.include=*", "spring.jmx.enabled=true",
				"understudy.defaults.timeout=0", "understudy.defaults.retry.max-attempts=1"));
		all.addAll(Arrays.asList(properties));
		return new Premises(
				new SpringApplicationBuilder(application).web(type)
					.run(all.stream().map("--"::concat).toArray(String[]::new)),
				HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
	}

	ModelRegistry registry() {
		return this.context.getBean(ModelRegistry.class);
	}

	ModelRouter router() {
		return this.context.getBean(ModelRouter.class);
	}

	StageClock clock() {
		return this.context.getBean(StageClock.class);
	}

	HttpResponse<String> get(String path) {
		return send(request(path).GET());
	}

	HttpResponse<String> post(String path, String json) {
		return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
	}

	Map<String, Object> json(String path) {
		return json(get(path));
	}

	static Map<String, Object> json(HttpResponse<String> response) {
		return JSON.readValue(response.body(), new TypeReference<Map<String, Object>>() {
		});
	}

	@Override
	public void close() {
		this.context.close();
	}

	private HttpRequest.Builder request(String path) {
		String port = this.context.getEnvironment().getProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator" + path))
			.timeout(Duration.ofSeconds(30));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), BodyHandlers.ofString(UTF_8));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ UnderstudyAutoConfiguration.class, UnderstudyEndpointsAutoConfiguration.class,
			UnderstudyHealthAutoConfiguration.class, UnderstudyInfoAutoConfiguration.class,
			EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
			ManagementContextAutoConfiguration.class, InfoEndpointAutoConfiguration.class,
			InfoContributorAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
			HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
			AvailabilityProbesAutoConfiguration.class, AvailabilityHealthContributorAutoConfiguration.class,
			ApplicationAvailabilityAutoConfiguration.class, JacksonAutoConfiguration.class })
	static class Anywhere {

		@Bean
		StageClock stageClock() {
			return new StageClock();
		}

		@Bean
		Changes changes() {
			return new Changes();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class, ServletManagementContextAutoConfiguration.class,
			WebMvcHealthEndpointExtensionAutoConfiguration.class })
	static class Mvc extends Anywhere {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
			WebFluxAutoConfiguration.class, ErrorWebFluxAutoConfiguration.class, CodecsAutoConfiguration.class,
			WebFluxHealthEndpointExtensionAutoConfiguration.class })
	static class WebFlux extends Anywhere {

	}

}
