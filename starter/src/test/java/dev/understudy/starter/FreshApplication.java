package dev.understudy.starter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program in a folder of its own. It is compiled and run with nothing on its class path
 * but what it asks for.
 */
final class FreshApplication {

	private static final Pattern TYPE = Pattern.compile("(?m)^public (?:class|interface|record) (\\w+)");

	private static final int MINUTES = 2;

	private final Path folder;

	private final String classPath;

	/**
	 * Begins a program.
	 * @param folder where it is
	 * @param libraries which of the starter's libraries it may use, by file name
	 */
	FreshApplication(Path folder, Predicate<String> libraries) {
		this.folder = folder;
		this.classPath = folder + File.pathSeparator
				+ Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
					.filter((entry) -> libraries.test(entry.replace(File.separatorChar, '/')))
					.collect(Collectors.joining(File.pathSeparator));
	}

	void write(String name, String content) throws IOException {
		Files.writeString(this.folder.resolve(name), content);
	}

	void compile(List<String> sources) throws IOException {
		List<String> options = new ArrayList<>(List.of("-proc:none", "-parameters", "-Xlint:all,-path,-classfile",
				"-Werror", "-cp", this.classPath, "-d", this.folder.toString()));
		for (String source : sources) {
			Matcher type = TYPE.matcher(source);
			assertThat(type.find()).as(source).isTrue();
			write(type.group(1) + ".java", source);
			options.add(this.folder.resolve(type.group(1) + ".java").toString());
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new))).isZero();
	}

	/** Runs the program and returns what it prints. */
	String run(String mainClass, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List
			.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", this.classPath, mainClass));
		command.addAll(List.of(arguments));
		Path output = this.folder.resolve("output.txt");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ended within %s minutes", MINUTES).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		return Files.readString(output);
	}

}
