package dev.understudy.boot;

import java.util.List;

import dev.understudy.health.StateStore;
import dev.understudy.health.Ticker;
import dev.understudy.limit.LimitStore;
import dev.understudy.redis.RedisLimitStore;
import dev.understudy.redis.RedisStateStore;
import dev.understudy.spring.Problem;

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
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Auto-configuration of standbys and limit counters that instances share in Redis. A
 * {@link StateStore} or {@link LimitStore} of the application takes the place of ours.
 */
@AutoConfiguration(before = UnderstudyAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBooleanProperty(name = "understudy.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = "understudy.state.store", havingValue = "redis")
public final class UnderstudyRedisStateAutoConfiguration {

	private static final String SPRING_DATA = "org.springframework.data.redis.connection.RedisConnectionFactory";

	UnderstudyRedisStateAutoConfiguration() {
	}

	private static UnderstudyConfigurationException refuse(String what, String mend) {
		return new UnderstudyConfigurationException(
				List.of(new Problem(Where.ROOT.child("state").path() + ".store", what, mend)));
	}

	/**
	 * The stores. Both are made when the engine is, after all properties were checked.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RedisConnectionFactory.class)
	static class WithSpringData {

		@Bean(destroyMethod = "close")
		@Lazy
		@ConditionalOnMissingBean(StateStore.class)
		RedisStateStore understudyStateStore(UnderstudyProperties properties,
				ObjectProvider<RedisConnectionFactory> factories) {
			return new RedisStateStore(only(factories), properties.state().redis().effectivePrefix());
		}

		@Bean(destroyMethod = "close")
		@Lazy
		@ConditionalOnMissingBean(LimitStore.class)
		RedisLimitStore understudyLimitStore(UnderstudyProperties properties,
				ObjectProvider<RedisConnectionFactory> factories, ObjectProvider<Ticker> ticker) {
			return new RedisLimitStore(only(factories), properties.state().redis().effectivePrefix(),
					ticker.getIfAvailable(Ticker::system), properties.limits().whenStoreIsDown());
		}

		private static RedisConnectionFactory only(ObjectProvider<RedisConnectionFactory> factories) {
			RedisConnectionFactory factory = factories.getIfUnique();
			if (factory == null) {
				throw refuse(
						"state in Redis needs one bean of type 'RedisConnectionFactory', and there is "
								+ ((factories.stream().findAny().isPresent()) ? "more than one" : "none"),
						"add the dependency 'org.springframework.boot:spring-boot-starter-data-redis' or a bean of that "
								+ "type, mark one as primary if there are several, or set 'understudy.state.store: memory'");
			}
			return factory;
		}

	}

	/**
	 * No Redis without what speaks to it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass(SPRING_DATA)
	static class WithoutSpringData {

		@Bean
		@Lazy
		@ConditionalOnMissingBean(StateStore.class)
		StateStore understudyStateStore() {
			throw refuse("state in Redis needs Spring Data Redis, which is not on the class path",
					"add the dependency 'org.springframework.boot:spring-boot-starter-data-redis', or set "
							+ "'understudy.state.store: memory'");
		}

	}

}
