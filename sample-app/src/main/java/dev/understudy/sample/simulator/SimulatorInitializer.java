package dev.understudy.sample.simulator;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import dev.understudy.sample.simulator.http.ScriptServer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the simulator before there is any bean, so that the clients can be told where it
 * is: at {@code simulator.url}. It plays all models of the configuration, and ends with
 * the application.
 */
public final class SimulatorInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Binder binder = Binder.get(context.getEnvironment());
		SimulatorSettings settings = binder.bindOrCreate("simulator", SimulatorSettings.class);
		InstantSource clock = InstantSource.system();
		Switchboard switchboard = new Switchboard(settings.enabled() ? models(binder, settings) : List.of(),
				settings.flapEvery(), clock);
		context.getBeanFactory().registerSingleton("switchboard", switchboard);
		if (settings.enabled()) {
			ScriptServer server = new ScriptServer(settings.port(), new Stage(switchboard, settings, clock));
			switchboard.listen((model) -> server.endWhatIsOver());
			start(context, server);
		}
	}

	private static List<SimulatedModel> models(Binder binder, SimulatorSettings settings) {
		return binder.bind("understudy.models", Bindable.mapOf(String.class, Configured.class))
			.orElse(Map.of())
			.entrySet()
			.stream()
			.map((entry) -> entry.getValue().simulated(entry.getKey(), settings))
			.toList();
	}

	private static void start(ConfigurableApplicationContext context, ScriptServer server) {
		DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
		beans.registerSingleton("simulator", server);
		beans.registerDisposableBean("simulator", server::close);
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("simulator", Map.of("simulator.url", "http://127.0.0.1:" + server.port())));
	}

	/**
	 * What is to be known of a configured model.
	 *
	 * @param provider whose it is
	 * @param name what its provider calls it, by default its id
	 */
	record Configured(@Nullable String provider, @Nullable String name) {

		SimulatedModel simulated(String id, SimulatorSettings settings) {
			return new SimulatedModel(id, (this.provider != null) ? this.provider : id,
					(this.name != null) ? this.name : id, settings.pace(id));
		}

	}

}
