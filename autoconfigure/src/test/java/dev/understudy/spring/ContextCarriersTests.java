package dev.understudy.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.understudy.Model;
import dev.understudy.routing.ContextCarrier;
import dev.understudy.routing.Understudy;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationTextPublisher;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.OverridingClassLoader;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * What hangs on the thread of a caller, on that of a timed attempt, and on that thread
 * afterwards.
 */
class ContextCarriersTests {

	private final ExecutorService pool = Executors.newSingleThreadExecutor();

	private final Understudy understudy = Understudy.builder()
		.models(Model.of("gpt", "openai", "gpt"))
		.chain("talk", "gpt")
		.threads(this.pool)
		.context(ContextCarriers.present(getClass().getClassLoader()))
		.build();

	@AfterEach
	void clean() {
		this.understudy.close();
		this.pool.shutdownNow();
		RequestContextHolder.resetRequestAttributes();
		SecurityContextHolder.clearContext();
		LocaleContextHolder.resetLocaleContext();
		TransactionSynchronizationManager.setActualTransactionActive(false);
		MDC.clear();
	}

	@Test
	void localeIsCarried() throws Exception {
		LocaleContextHolder.setLocale(Locale.forLanguageTag("mi-NZ"));
		assertThat(this.<Locale>inAttempt(LocaleContextHolder::getLocale)).isEqualTo(Locale.forLanguageTag("mi-NZ"));
		assertThat(afterwards(LocaleContextHolder::getLocaleContext)).isNull();
	}

	@Test
	void loggingContextIsCarried() throws Exception {
		MDC.put("trace", "42");
		assertThat(inAttempt(() -> MDC.get("trace"))).isEqualTo("42");
		assertThat(afterwards(() -> MDC.get("trace"))).isNull();
	}

	@Test
	void requestIsCarried() throws Exception {
		RequestAttributes request = mock(RequestAttributes.class);
		RequestContextHolder.setRequestAttributes(request);
		assertThat(inAttempt(RequestContextHolder::getRequestAttributes)).isSameAs(request);
		assertThat(afterwards(RequestContextHolder::getRequestAttributes)).isNull();
	}

	@Test
	void securityContextIsCarriedItself() throws Exception {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("Ada", "secret"));
		SecurityContext mine = SecurityContextHolder.getContext();
		assertThat(inAttempt(SecurityContextHolder::getContext)).isSameAs(mine);
		assertThat(SecurityContextHolder.getContext()).isSameAs(mine);
		assertThat(afterwards(() -> SecurityContextHolder.getContext().getAuthentication())).isNull();
	}

	@Test
	void threadThatHadSomebodyElseHasThemAgain() throws Exception {
		this.pool
			.submit(() -> SecurityContextHolder.getContext()
				.setAuthentication(new TestingAuthenticationToken("Grace", "secret")))
			.get();
		assertThat(inAttempt(() -> SecurityContextHolder.getContext().getAuthentication())).isNull();
		assertThat(afterwards(() -> SecurityContextHolder.getContext().getAuthentication().getName()))
			.isEqualTo("Grace");
	}

	@Test
	void observationIsCarried() throws Exception {
		ObservationRegistry registry = ObservationThreadLocalAccessor.getInstance().getObservationRegistry();
		registry.observationConfig().observationHandler(new ObservationTextPublisher((line) -> {
		}));
		Observation observation = Observation.start("request", registry);
		try (Observation.Scope scope = observation.openScope()) {
			assertThat(scope).isNotSameAs(Observation.Scope.NOOP);
			assertThat(inAttempt(registry::getCurrentObservation)).isSameAs(observation);
		}
		observation.stop();
		assertThat(afterwards(registry::getCurrentObservation)).isNull();
	}

	@Test
	void attemptStaysOnTheThreadOfATransaction() {
		assertThat(inAttempt(Thread::currentThread)).isNotSameAs(Thread.currentThread());
		TransactionSynchronizationManager.setActualTransactionActive(true);
		assertThat(inAttempt(Thread::currentThread)).isSameAs(Thread.currentThread());
	}

	@Test
	void manyCallersOnOnePoolNeverSeeOneAnother() throws Exception {
		ThreadPoolExecutor callers = new ThreadPoolExecutor(8, 8, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
		try (Understudy shared = Understudy.builder()
			.models(Model.of("gpt", "openai", "gpt"))
			.chain("talk", "gpt")
			.context(ContextCarriers.present(getClass().getClassLoader()))
			.build()) {
			List<Callable<Boolean>> calls = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				String name = (i % 3 != 0) ? "user" + i : null;
				calls.add(() -> sees(shared, name));
			}
			for (var seen : callers.invokeAll(calls)) {
				assertThat(seen.get()).isTrue();
			}
		}
		finally {
			callers.shutdownNow();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web", "org.springframework.security", "io.micrometer",
			"org.springframework.transaction" })
	void missingLibraryIsNotMissed(String hidden) throws Exception {
		ClassLoader without = without(hidden);
		Class<?> carriers = without.loadClass(ContextCarriers.class.getName());
		assertThat(carriers.getClassLoader()).isSameAs(without);
		ContextCarrier carrier = (ContextCarrier) carriers.getMethod("present", ClassLoader.class)
			.invoke(null, without);
		LocaleContextHolder.setLocale(Locale.JAPAN);
		ContextCarrier.Luggage luggage = carrier.pack();
		assertThat(this.pool.submit(() -> {
			Runnable undo = luggage.unpack();
			Locale seen = LocaleContextHolder.getLocale();
			undo.run();
			return seen;
		}).get()).isEqualTo(Locale.JAPAN);
		assertThat(carrier.rooted()).isFalse();
	}

	private static boolean sees(Understudy shared, @Nullable String name) {
		if (name != null) {
			MDC.put("user", name);
			SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(name, "secret"));
		}
		try {
			return shared.router().call("talk", (model) -> {
				var authentication = SecurityContextHolder.getContext().getAuthentication();
				return java.util.Objects.equals(name, MDC.get("user"))
						&& java.util.Objects.equals(name, (authentication != null) ? authentication.getName() : null);
			});
		}
		finally {
			MDC.remove("user");
			SecurityContextHolder.clearContext();
		}
	}

	private <T> T inAttempt(Callable<T> look) {
		return this.understudy.router().call("talk", (model) -> look.call());
	}

	private <T> T afterwards(Callable<T> look) throws Exception {
		return this.pool.submit(look).get();
	}

	private static ClassLoader without(String hidden) {
		Set<String> mine = Set.of("dev.understudy.spring.ContextCarriers",
				"dev.understudy.spring.RequestContextCarrier", "dev.understudy.spring.SecurityContextCarrier",
				"dev.understudy.spring.PropagatingContextCarrier", "dev.understudy.spring.TransactionContextCarrier",
				"dev.understudy.spring.LocaleContextCarrier", "dev.understudy.spring.Held");
		return new OverridingClassLoader(new FilteredClassLoader(hidden)) {

			@Override
			protected boolean isEligibleForOverriding(String className) {
				return mine.stream().anyMatch(className::startsWith);
			}

		};
	}

}
