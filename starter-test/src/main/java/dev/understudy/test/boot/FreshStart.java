package dev.understudy.test.boot;

import dev.understudy.test.ScriptedModels;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Lets everything begin anew before each test, and fails a test whose scripts are wrong
 * or missing.
 */
final class FreshStart implements TestExecutionListener {

	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (isScripted(testContext)) {
			testContext.getApplicationContext()
				.getBeanProvider(BodyRules.class)
				.ifAvailable((rules) -> rules.test(testContext.getTestClass()));
			models(testContext).reset();
		}
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (isScripted(testContext) && testContext.getTestException() == null) {
			models(testContext).verify();
		}
	}

	private static boolean isScripted(TestContext testContext) {
		return TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(), AutoConfigureScriptedModels.class);
	}

	private static ScriptedModels models(TestContext testContext) {
		return testContext.getApplicationContext().getBean(ScriptedModels.class);
	}

}
