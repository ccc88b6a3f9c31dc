package dev.understudy.actuate;

import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

import dev.understudy.ModelRegistry;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import dev.understudy.boot.UnderstudyEndpointsAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who may do what, and the same over JMX.
 */
class EndpointAccessTests {

	private static final String[] STAGE = { "understudy.models.gpt.provider=openai",
			"understudy.chains.assistant.models=gpt" };

	@ParameterizedTest
	@ValueSource(strings = { "understudy.enabled=true", "management.endpoints.access.max-permitted=read-only" })
	void onlyReadsUnlessSomebodyAllowsMore(String property) {
		try (Premises premises = Premises.mvc(STAGE[0], STAGE[1], property,
				property.contains("max") ? "management.endpoint.models.access=unrestricted" : "x=y")) {
			assertThat(premises.post("/models/gpt", "{\"enabled\": false}").statusCode()).isEqualTo(405);
			assertThat(premises.get("/models/gpt").statusCode()).isEqualTo(200);
			assertThat(premises.registry().status("gpt").healthy()).isTrue();
		}
	}

	@Test
	void isOutOfReachWithoutAccess() {
		try (Premises premises = Premises.mvc(STAGE[0], STAGE[1], "management.endpoint.models.access=none",
				"management.endpoint.chains.access=none")) {
			assertThat(premises.get("/models").statusCode()).isEqualTo(404);
			assertThat(premises.get("/chains").statusCode()).isEqualTo(404);
		}
	}

	/** With MVC: what remains of a path begins for WebFlux at the first variable. */
	@Test
	void variablesOfABasePathAreNoFields() {
		try (Premises premises = Premises.mvc(STAGE[0], STAGE[1],
				"management.endpoints.web.base-path=/actuator/{tenant}/{area:[a-z]+}",
				"management.endpoint.models.access=unrestricted")) {
			assertThat(premises.post("/acme/east/models/gpt", "{\"enabled\": false}").statusCode()).isEqualTo(204);
			assertThat(premises.registry().status("gpt").healthy()).isFalse();
			assertThat(premises.get("/acme/east/chains/assistant").statusCode()).isEqualTo(200);
			assertThat(premises.post("/acme/east/models/gpt", "{\"enabled\": true, \"owner\": \"x\"}").body())
				.contains("'owner' is not a field");
		}
	}

	@Test
	void switchesModelsOverJmx() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, EndpointAutoConfiguration.class,
					JmxEndpointAutoConfiguration.class, UnderstudyAutoConfiguration.class,
					UnderstudyEndpointsAutoConfiguration.class))
			.withPropertyValues(STAGE)
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=models",
					"management.endpoint.models.access=UNRESTRICTED")
			.run((context) -> {
				MBeanServer server = context.getBean(MBeanServer.class);
				ObjectName models = server.queryNames(new ObjectName("*:type=Endpoint,name=Models,*"), null)
					.iterator()
					.next();
				invoke(server, models, "switchModel", "gpt", "false", "5m", "over JMX");
				assertThat(context.getBean(ModelRegistry.class).status("gpt").standbys()).singleElement()
					.satisfies((standby) -> assertThat(standby.note()).isEqualTo("over JMX"));
				assertThat(((Map<?, ?>) invoke(server, models, "model", "gpt")).get("state")).isEqualTo("STANDBY");
				invoke(server, models, "switchModel", "gpt", "true", null, null);
				assertThat(context.getBean(ModelRegistry.class).status("gpt").healthy()).isTrue();
				assertThatExceptionOfType(ReflectionException.class)
					.isThrownBy(() -> invoke(server, models, "switchModel", "gpt", "false", "-5m", null))
					.withMessageContaining("must be longer than zero");
			});
	}

	private static Object invoke(MBeanServer server, ObjectName name, String operation, Object... arguments)
			throws Exception {
		return server.invoke(name, operation, arguments, new String[arguments.length]);
	}

}
