package dev.understudy.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.aop.support.AopUtils;

import static org.assertj.core.api.Assertions.assertThat;

class HealthyTests {

	@ParameterizedTest
	@EnumSource
	void firstModelAnswers(HealthyRow row) throws Exception {
		Stage stage = row.open();
		try {
			assertThat(stage.assistant().answer("Who?")).isEqualTo(Models.GPT);
		}
		finally {
			stage.close();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "DIRECT", "RESILIENCE4J_NESTED", "FAILSAFE", "SMALLRYE" })
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
		ProxyStage.proxy(interceptor).answer("Who?");
		assertThat(interceptor.calls()).isEqualTo(1);
	}

}
