package dev.understudy.boot;

import java.util.List;

import dev.understudy.file.FileLimitStore;
import dev.understudy.file.FileStateStore;
import dev.understudy.file.StateFileException;
import dev.understudy.health.StateStore;
import dev.understudy.health.Ticker;
import dev.understudy.limit.LimitStore;
import dev.understudy.spring.Problem;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of state that survives a restart in a file. A {@link StateStore} of
 * the application takes its place; one that brings a {@link LimitStore} keeps standbys in
 * the file and no counters.
 */
@AutoConfiguration(before = UnderstudyAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "understudy.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = "understudy.state.store", havingValue = "file")
@ConditionalOnMissingBean(StateStore.class)
public final class UnderstudyFileStateAutoConfiguration {

	private static final String JACKSON = "tools.jackson.databind.json.JsonMapper";

	UnderstudyFileStateAutoConfiguration() {
	}

	private static UnderstudyConfigurationException refuse(String key, String what, String mend) {
		return new UnderstudyConfigurationException(
				List.of(new Problem(Where.ROOT.child("state").path() + "." + key, what, mend)));
	}

	/**
	 * The file. Opened when the engine is made, after all properties were checked.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class WithJackson {

		@Bean(destroyMethod = "close")
		@Lazy
		FileStateStore understudyStateStore(UnderstudyProperties properties, ObjectProvider<Ticker> ticker) {
			StateProperties.File file = properties.state().file();
			try {
				return FileStateStore.open(file.effectivePath(), file.effectiveEvery(),
						ticker.getIfAvailable(Ticker::system));
			}
			catch (StateFileException ex) {
				throw refuse("file.path", ex.problem(), ex.mend());
			}
		}

		@Bean(destroyMethod = "close")
		@Lazy
		@ConditionalOnMissingBean(LimitStore.class)
		FileLimitStore understudyLimitStore(FileStateStore store) {
			return store.limits();
		}

	}

	/**
	 * No file without what reads and writes it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass(JACKSON)
	static class WithoutJackson {

		@Bean
		@Lazy
		StateStore understudyStateStore() {
			throw refuse("store", "a state file needs Jackson 3, which is not on the class path",
					"add the dependency 'tools.jackson.core:jackson-databind', or set 'understudy.state.store: memory'");
		}

	}

}
