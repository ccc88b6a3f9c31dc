package dev.understudy.sample.page;

import java.time.Duration;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Leaves it to the chains how long an answer may take: without this the server would cut
 * each stream after half a minute.
 */
@Component
class LongStreams implements WebMvcConfigurer {

	private static final Duration LONGEST = Duration.ofMinutes(10);

	@Override
	public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
		configurer.setDefaultTimeout(LONGEST.toMillis());
	}

}
