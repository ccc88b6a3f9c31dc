package dev.understudy.benchmarks;

import java.util.EnumSet;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class HealthyTests {

	private static final Set<HealthyRow> WITHOUT_PROXY = EnumSet.of(HealthyRow.DIRECT, HealthyRow.RESILIENCE4J_NESTED,
			HealthyRow.FAILSAFE, HealthyRow.SMALLRYE);

	@ParameterizedTest
	@EnumSource
	void firstModelAnswersThroughClassProxy(HealthyRow row) throws Exception {
		Stage stage = row.open();
		try {
			assertThat(stage.assistant().answer("Who?")).isEqualTo(Models.GPT);
			assertThat(AopUtils.isCglibProxy(stage.assistant())).isNotEqualTo(WITHOUT_PROXY.contains(row));
		}
		finally {
			stage.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "UNDERSTUDY_METERS,understudy.calls", "UNDERSTUDY_METERS,understudy.attempts",
			"RESILIENCE4J_RETRY_METERS,resilience4j.circuitbreaker.calls",
			"RESILIENCE4J_RETRY_METERS,resilience4j.retry.calls" })
	void metersAreBound(HealthyRow row, String meter) throws Exception {
		Stage stage = row.open();
		try {
			stage.assistant().answer("Who?");
			MeterRegistry registry = ((ApplicationContext) stage.closing()).getBean(MeterRegistry.class);
			assertThat(registry.get(meter).meters()).isNotEmpty();
		}
		finally {
			stage.close();
		}
	}

	@Test
	void floorWithTimerCountsAndTimes() {
		TimingInterceptor interceptor = new TimingInterceptor();
		ProxyStage.of(interceptor).assistant().answer("Who?");
		assertThat(interceptor.calls()).isEqualTo(1);
	}

}
