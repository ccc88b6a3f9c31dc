package dev.understudy.boot;

import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets Caffeine remember last good answers where it is there.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Caffeine.class)
class CaffeineConfiguration {

	@Bean
	EmbeddedAnswers understudyEmbeddedAnswers() {
		return CaffeineLastGoodAnswers::new;
	}

}
