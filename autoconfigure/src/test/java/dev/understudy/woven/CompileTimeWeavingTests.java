package dev.understudy.woven;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

import dev.understudy.boot.AdviceAutoConfiguration;
import dev.understudy.boot.UnderstudyAutoConfiguration;
import dev.understudy.boot.UnderstudyConfigurationException;
import dev.understudy.spring.FallbackAspect;
import org.aspectj.bridge.IMessage;
import org.aspectj.bridge.MessageHandler;
import org.aspectj.tools.ajc.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * A class that the compiler of AspectJ has woven with the aspect as it is in our jar,
 * without an agent.
 */
class CompileTimeWeavingTests {

	private static final String NAME = "dev.understudy.woven.Compiled";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class, AdviceAutoConfiguration.class))
		.withPropertyValues("understudy.advice.mode=aspectj", "understudy.models.gpt.provider=openai",
				"understudy.models.claude.provider=anthropic", "understudy.chains.assistant.models=gpt,claude",
				"understudy.defaults.retry.max-attempts=1");

	@TempDir
	private Path directory;

	@Test
	void classWovenAtCompileTimeNeedsNoAgent() throws Exception {
		Path woven = weave();
		try (WovenClasses loader = new WovenClasses(woven.toUri().toURL())) {
			Class<?> type = loader.loadClass(NAME);
			this.runner.withBean("compiled", type).run((context) -> {
				@SuppressWarnings("unchecked")
				UnaryOperator<String> bean = (UnaryOperator<String>) context.getBean("compiled");
				assertThat(bean.apply("none")).isEqualTo("gpt");
				assertThat(bean.apply("gpt")).isEqualTo("claude");
				assertThat(bean.apply("gpt and claude")).isEqualTo("sorry");
			});
		}
	}

	@Test
	void classThatNothingHasWovenIsReported() {
		this.runner.withBean(Compiled.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.asInstanceOf(type(UnderstudyConfigurationException.class))
				.satisfies((refusal) -> assertThat(refusal.problems()).singleElement().satisfies((problem) -> {
					assertThat(problem.where()).isEqualTo(NAME + ".ask(String)");
					assertThat(problem.what()).isEqualTo("is not woven, so that no call of it goes through a chain");
					assertThat(problem.mend()).startsWith("start the JVM with the agent of AspectJ");
				})));
	}

	@Test
	void missingAspectJIsReported() {
		this.runner.withClassLoader(new FilteredClassLoader("org.aspectj"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.asInstanceOf(type(UnderstudyConfigurationException.class))
				.satisfies((refusal) -> assertThat(refusal.problems()).singleElement().satisfies((problem) -> {
					assertThat(problem.where()).isEqualTo("understudy.advice.mode");
					assertThat(problem.mend()).startsWith("add org.aspectj:aspectjweaver");
				})));
	}

	private Path weave() throws IOException, URISyntaxException {
		String file = NAME.replace('.', '/') + ".class";
		Path in = Files.createDirectories(this.directory.resolve("in"));
		Path out = Files.createDirectories(this.directory.resolve("out"));
		Files.createDirectories(in.resolve(file).getParent());
		try (InputStream plain = Compiled.class.getResourceAsStream("Compiled.class")) {
			Files.copy(plain, in.resolve(file));
		}
		Path aspects = Path.of(FallbackAspect.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		MessageHandler messages = new MessageHandler();
		new Main().run(new String[] { "-17", "-proc:none", "-inpath", in.toString(), "-aspectpath", aspects.toString(),
				"-classpath", System.getProperty("java.class.path"), "-d", out.toString() }, messages);
		assertThat(messages.getMessages(IMessage.ERROR, true)).isEmpty();
		assertThat(new File(out.toFile(), file)).exists();
		return out;
	}

	/**
	 * Loads what was woven before what was not.
	 */
	private static final class WovenClasses extends URLClassLoader {

		WovenClasses(URL directory) {
			super(new URL[] { directory }, CompileTimeWeavingTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				return (name.startsWith(NAME) && findLoadedClass(name) == null) ? findClass(name)
						: super.loadClass(name, resolve);
			}
		}

	}

}
