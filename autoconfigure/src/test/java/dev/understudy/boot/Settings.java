package dev.understudy.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import dev.understudy.health.Ticker;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.LastGoodAnswers;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.TextConverter;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What properties say, without an application.
 */
record Settings(UnderstudyProperties properties, DefaultListableBeanFactory beans) {

	static Settings of(String yaml) {
		return of(source(new ByteArrayResource(yaml.getBytes(UTF_8))));
	}

	static Settings of(PropertySource<?> source) {
		return new Settings(new Binder(ConfigurationPropertySources.from(source))
			.bindOrCreate(UnderstudyProperties.PREFIX, UnderstudyProperties.class), new DefaultListableBeanFactory());
	}

	static Settings of(Map<String, Object> properties) {
		return of(new MapPropertySource("test", properties));
	}

	/** The whole example of the design. */
	static PropertySource<?> complete() {
		return source(new ClassPathResource("complete.yml", Settings.class));
	}

	Repertoire repertoire() {
		return new RepertoireMapper(new StrategyNames(this.beans), TextConverter.PLAIN, LastGoodAnswers.inMemory(1),
				Ticker.system(), SharedClients.NAMED)
			.map(this.properties);
	}

	ModelSettings model(String id) {
		return repertoire().models()
			.stream()
			.filter((model) -> model.model().id().equals(id))
			.findFirst()
			.orElseThrow();
	}

	ChainSettings chain(String name) {
		return repertoire().chains().stream().filter((chain) -> chain.name().equals(name)).findFirst().orElseThrow();
	}

	private static PropertySource<?> source(Resource yaml) {
		try {
			return new YamlPropertySourceLoader().load("test", yaml).get(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
