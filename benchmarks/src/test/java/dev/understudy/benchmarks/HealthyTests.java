package dev.understudy.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.aop.support.AopUtils;

import static org.assertj.core.api.Assertions.assertThat;

class HealthyTests {

	@ParameterizedTest
	@EnumSource
	void everyRowAnswers(HealthyRow row) throws Exception {
		Stage stage = row.open();
		try {
			assertThat(stage.assistant().answer("Who?")).isEqualTo("Who?");
		}
		finally {
			stage.close();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "FLOOR", "FLOOR_TIMER", "UNDERSTUDY", "UNDERSTUDY_DEFAULTS" })
	void proxiesAreClassProxies(HealthyRow row) throws Exception {
		Stage stage = row.open();
		try {
			assertThat(AopUtils.isCglibProxy(stage.assistant())).isTrue();
		}
		finally {
			stage.close();
		}
	}

	@Test
	void floorWithTimerCountsAndTimes() {
		TimingInterceptor interceptor = new TimingInterceptor();
		ProxyStage.proxy(new PlainAssistant(), interceptor).answer("Who?");
		assertThat(interceptor.calls()).isEqualTo(1);
	}

}
