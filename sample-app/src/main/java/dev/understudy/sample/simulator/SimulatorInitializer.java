package dev.understudy.sample.simulator;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the simulator before there is any bean, so that the clients can be told where it
 * is: by {@code simulator.url}.
 */
public final class SimulatorInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		SimulatorSettings settings = Binder.get(context.getEnvironment())
			.bindOrCreate("simulator", SimulatorSettings.class);
		Switchboard switchboard = new Switchboard(List.of(), settings.flapEvery(), InstantSource.system());
		context.getBeanFactory().registerSingleton("switchboard", switchboard);
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("simulator", Map.of("simulator.url", "http://127.0.0.1:1")));
	}

}
