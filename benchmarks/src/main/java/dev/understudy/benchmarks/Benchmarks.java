package dev.understudy.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures, and prints what was measured. System properties say what: {@code include} is
 * a regular expression of benchmarks, {@code rows} a list of their rows (default: all),
 * {@code scope} is {@code full}, {@code quick} or {@code smoke}.
 */
public final class Benchmarks {

	private static final String PACKAGE = Benchmarks.class.getPackageName().replace(".", "\\.") + "\\.";

	private Benchmarks() {
	}

	public static void main(String[] arguments) throws Exception {
		Scope scope = Scope.valueOf(System.getProperty("scope", "full").toUpperCase(Locale.ROOT));
		Pattern include = Pattern.compile(System.getProperty("include", ".*"));
		Path target = Files.createDirectories(Path.of("target"));
		List<Result> results = new ArrayList<>(microbenchmarks(scope, include, target.resolve("jmh.json")));
		List<Result> programs = programs(scope, include);
		Files.writeString(target.resolve("programs.json"), Result.write(programs));
		results.addAll(programs);
		String report = header(scope) + Report.of(new Results(results));
		Files.writeString(target.resolve("report.md"), report);
		System.out.println(report);
	}

	private static List<Result> microbenchmarks(Scope scope, Pattern include, Path json) throws Exception {
		ChainedOptionsBuilder options = new OptionsBuilder().include(PACKAGE + ".*(" + include.pattern() + ")")
			.addProfiler(GCProfiler.class)
			.resultFormat(ResultFormatType.JSON)
			.result(json.toString())
			.shouldFailOnError(true);
		scope.apply(options);
		if (!VirtualThreads.supported()) {
			System.out.println("This JDK has no virtual threads: TimeoutOnVirtual is left out");
			options.exclude(TimeoutOnVirtual.class.getSimpleName());
		}
		String rows = System.getProperty("rows", "");
		if (!rows.isBlank()) {
			options.param("row", rows.split(","));
		}
		try {
			new Runner(options.build()).run();
			return Result.read(Files.readString(json));
		}
		catch (NoBenchmarksException ex) {
			return List.of();
		}
		catch (RunnerException ex) {
			throw new IllegalStateException("A benchmark failed", ex);
		}
	}

	private static String header(Scope scope) {
		return "%s run of %s: %s %s, %s %s, %d processors%n%n".formatted(scope.name().toLowerCase(Locale.ROOT),
				LocalDate.now(ZoneOffset.UTC), System.getProperty("java.vm.name"),
				System.getProperty("java.vm.version"), System.getProperty("os.name"), System.getProperty("os.arch"),
				Runtime.getRuntime().availableProcessors());
	}

	/** What JMH cannot measure. */
	private static List<Result> programs(Scope scope, Pattern include) throws Exception {
		List<Result> results = new ArrayList<>();
		if (include.matcher(Scale.class.getSimpleName()).find()) {
			results.addAll(scope.scale().run());
		}
		if (include.matcher(EndToEnd.class.getSimpleName()).find()) {
			results.addAll(scope.endToEnd().run());
		}
		return results;
	}

}
