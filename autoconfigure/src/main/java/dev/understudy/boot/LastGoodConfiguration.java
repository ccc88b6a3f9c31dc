package dev.understudy.boot;

import java.util.Objects;

import dev.understudy.routing.LastGoodAnswers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Remembers last good answers in the application's own cache if there is one, else in
 * this process.
 */
@Configuration(proxyBeanMethods = false)
class LastGoodConfiguration {

	private static final int MOST = 10_000;

	@Bean
	@ConditionalOnMissingBean
	LastGoodAnswers understudyLastGoodAnswers(ObjectProvider<CacheManager> managers,
			ObjectProvider<EmbeddedAnswers> embedded) {
		return managers.orderedStream()
			.map((manager) -> manager.getCache(SpringCacheLastGoodAnswers.NAME))
			.filter(Objects::nonNull)
			.findFirst()
			.<LastGoodAnswers>map(SpringCacheLastGoodAnswers::new)
			.orElseGet(() -> embedded.getIfAvailable(() -> LastGoodAnswers::inMemory).of(MOST));
	}

}
