package dev.understudy.boot;

import java.nio.file.Path;
import java.time.Duration;

import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.ModelState;
import dev.understudy.Standby;
import dev.understudy.file.FileLimitStore;
import dev.understudy.file.FileStateStore;
import dev.understudy.health.StateStore;
import dev.understudy.health.Ticker;
import dev.understudy.limit.LimitStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When state is kept in a file, and what stands in its way.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnderstudyFileStateAutoConfigurationTests {

	private final ApplicationContextRunner memory = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(UnderstudyFileStateAutoConfiguration.class, UnderstudyAutoConfiguration.class))
		.withPropertyValues("understudy.models.gpt.provider=openai", "understudy.chains.assistant.models=gpt");

	@TempDir
	Path directory;

	@Test
	void nothingIsKeptUnlessItIsAskedFor() {
		this.memory.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StateStore.class));
		this.memory.withPropertyValues("understudy.state.store=memory")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StateStore.class));
	}

	@Test
	void manualStandbySurvivesARestart(CapturedOutput output) {
		file().run((context) -> context.getBean(ModelRegistry.class).disable("gpt", null, "first word"));
		file().run((context) -> {
			ModelRegistry registry = context.getBean(ModelRegistry.class);
			assertThat(registry.status("gpt").standbys()).extracting(Standby::note).containsExactly("first word");
			registry.release("gpt");
			registry.disable("gpt", Duration.ofHours(1), "last word, said while the first one rests");
		});
		file()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				ModelRegistry registry = context.getBean(ModelRegistry.class);
				assertThat(registry.status("gpt").standbys()).extracting(Standby::note)
					.containsExactly("last word, said while the first one rests");
				assertThat(context.getBean(StateStore.class).interval()).isEqualTo(Duration.ofSeconds(5));
			});
		assertThat(output.getOut()).doesNotContain("WARN");
	}

	@Test
	void whatWasCountedSurvivesARestart(CapturedOutput output) {
		ApplicationContextRunner limited = file().withPropertyValues("understudy.models.gpt.limits.requests.max=2",
				"understudy.models.gpt.limits.requests.per=month");
		limited.run((context) -> {
			assertThat(context).hasSingleBean(LimitStore.class).hasSingleBean(FileLimitStore.class);
			context.getBean(ModelRouter.class).call("assistant", Model::id);
		});
		limited.run((context) -> {
			assertThat(context.getBean(ModelRegistry.class).status("gpt").requestsUsed()).isOne();
			context.getBean(ModelRouter.class).call("assistant", Model::id);
			assertThat(context.getBean(ModelRegistry.class).status("gpt").overQuota()).isTrue();
		});
		limited
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(ModelRegistry.class).status("gpt").overQuota()).isTrue());
		assertThat(output.getOut()).doesNotContain("WARN");
	}

	@Test
	void limitStoreOfTheApplicationCountsInThePlaceOfTheFile() {
		file().withBean("own", LimitStore.class, LimitStore::inMemory)
			.run((context) -> assertThat(context).hasSingleBean(LimitStore.class)
				.doesNotHaveBean(FileLimitStore.class)
				.hasSingleBean(FileStateStore.class));
	}

	@Test
	void fileIsWrittenAsOftenAsItIsSaid() {
		file().withPropertyValues("understudy.state.file.every=250ms")
			.run((context) -> assertThat(context.getBean(StateStore.class).interval())
				.isEqualTo(Duration.ofMillis(250)));
	}

	@Test
	void storeOfTheApplicationTakesThePlaceOfTheFile() {
		StateStore own = StateStore.inMemory();
		file().withBean("own", StateStore.class, () -> own).run((context) -> {
			assertThat(context).hasSingleBean(StateStore.class).doesNotHaveBean(FileStateStore.class);
			context.getBean(ModelRegistry.class).disable("gpt", null, "out");
		});
		assertThat(this.directory).isEmptyDirectory();
		this.memory.withBean("own", StateStore.class, () -> own)
			.run((context) -> assertThat(context.getBean(ModelRegistry.class).status("gpt").state())
				.isEqualTo(ModelState.STANDBY));
	}

	@Test
	void applicationThatSwitchesUsOffHasNoFile() {
		file().withPropertyValues("understudy.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StateStore.class));
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void withoutJacksonTheReportNamesTheDependency() {
		file().withClassLoader(new FilteredClassLoader("tools.jackson")).run((context) -> {
			FailureAnalysis report = report(context.getStartupFailure());
			assertThat(report.getDescription()).contains("understudy.state.store: a state file needs Jackson 3");
			assertThat(report.getAction()).contains("Add the dependency 'tools.jackson.core:jackson-databind'");
		});
	}

	@Test
	void fileOfAnotherWriterIsAStartUpErrorThatNamesIt() throws Exception {
		Path path = this.directory.resolve("state.json");
		try (FileStateStore other = FileStateStore.open(path, Duration.ofSeconds(1), Ticker.system())) {
			assertThat(other.load()).isEmpty();
			file().run((context) -> {
				FailureAnalysis report = report(context.getStartupFailure());
				assertThat(report.getDescription()).contains("understudy.state.file.path: state file '" + path
						+ "' is written by process " + ProcessHandle.current().pid());
				assertThat(report.getAction()).contains("Give each instance a file of its own");
			});
		}
	}

	@Test
	void directoryThatIsNotThereIsAStartUpErrorWithTheMend() {
		Path path = this.directory.resolve("none").resolve("state.json");
		this.memory.withPropertyValues("understudy.state.store=file", "understudy.state.file.path=" + path)
			.run((context) -> {
				FailureAnalysis report = report(context.getStartupFailure());
				assertThat(report.getDescription()).contains("is to be in a directory that is not there");
				assertThat(report.getAction()).contains("Create '" + path.getParent() + "'");
			});
	}

	@Test
	void pathThatIsNoneIsOneOfTheMistakesAndNoFileIsOpened() {
		for (String path : new String[] { "", "a\u0000b" }) {
			this.memory
				.withPropertyValues("understudy.state.store=file", "understudy.state.file.path=" + path,
						"understudy.default-chain=none")
				.run((context) -> assertThat(report(context.getStartupFailure()).getDescription())
					.contains("which has 2 problems")
					.contains("understudy.state.file.path: value '" + path + "' "));
		}
	}

	private ApplicationContextRunner file() {
		return this.memory.withPropertyValues("understudy.state.store=file",
				"understudy.state.file.path=" + this.directory.resolve("state.json"));
	}

	private static FailureAnalysis report(Throwable failure) {
		return new UnderstudyFailureAnalyzer().analyze(failure);
	}

}
