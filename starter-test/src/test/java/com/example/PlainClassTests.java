package com.example;

import dev.understudy.ModelRouter;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Router calls of a class that is no bean are not run unless the test says so, for nobody
 * knows whom they ask.
 */
@SpringBootTest
@AutoConfigureScriptedModels
@ExtendWith(OutputCaptureExtension.class)
class PlainClassTests {

	private static final ProviderClient REAL = (provider, model, question) -> {
		throw new AssertionError("A test has asked '" + provider + "' over the network");
	};

	private static final String COURIER = "Router calls that are written in 'com.example.Courier', which is no bean, ";

	@Autowired
	private ScriptedModels models;

	@Autowired
	private ModelRouter router;

	@Test
	void scriptAnswersInTheirPlaceAndTheLogSaysSo(CapturedOutput output) {
		this.models.script("gpt", answers("A letter."));
		assertThat(new Courier(this.router, REAL).bring("letters")).isAnsweredBy("gpt").hasAnswer("A letter.");
		assertThat(this.models.asked("gpt")).extracting("request").containsExactly("Courier");
		assertThat(output).contains(COURIER + "are not run: the scripts of models answer in their place");
	}

	@Test
	void callOfTheTestIsRunAndTheLogSaysSo(CapturedOutput output) {
		assertThat(this.router.route("assistant", (model) -> "mine")).hasAnswer("mine");
		assertThat(output).contains("'com.example.PlainClassTests', which is no bean, are run: it is a test");
	}

	/**
	 * The test says it otherwise.
	 */
	@Nested
	@AutoConfigureScriptedModels(run = Courier.class, standInFor = PlainClassTests.class)
	class Chosen {

		@Autowired
		private ScriptedModels models;

		@Autowired
		private ModelRouter router;

		@Test
		void classThatIsNamedIsRunAndTheLogSaysSo(CapturedOutput output) {
			Courier courier = new Courier(this.router, (provider, model, question) -> model + " answers");
			assertThat(courier.bring("letters")).hasAnswer("gpt-4.1 answers");
			assertThat(this.models.asked()).isEmpty();
			assertThat(output).contains(COURIER + "are run: it is named in 'run'");
		}

		@Test
		void testThatIsNamedIsNotRun() {
			this.models.script("gpt", answers("From GPT."));
			assertThat(this.router.chain("assistant").answers(String.class).route((model) -> "mine"))
				.hasAnswer("From GPT.");
		}

	}

	/**
	 * Tests of a class around them.
	 */
	@Nested
	class Inner {

		@Autowired
		private ModelRouter router;

		@Test
		void callOfANestedTestIsRun() {
			assertThat(this.router.route("assistant", (model) -> "mine")).hasAnswer("mine");
		}

	}

}
