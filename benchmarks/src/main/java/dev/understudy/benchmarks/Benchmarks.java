package dev.understudy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures, and prints what was measured. System properties say what: {@code include} is
 * a regular expression of benchmarks, {@code rows} a list of their rows (default: all),
 * {@code scope} is {@code full} or {@code quick}.
 */
public final class Benchmarks {

	private static final Path TARGET = Path.of("target");

	private Benchmarks() {
	}

	public static void main(String[] arguments) throws IOException, RunnerException {
		Path json = Files.createDirectories(TARGET).resolve("jmh.json");
		ChainedOptionsBuilder options = new OptionsBuilder().include(System.getProperty("include", ".*"))
			.addProfiler(GCProfiler.class)
			.resultFormat(ResultFormatType.JSON)
			.result(json.toString())
			.shouldFailOnError(true);
		boolean quick = "quick".equals(System.getProperty("scope"));
		if (quick) {
			options.forks(1).warmupIterations(3).warmupTime(TimeValue.milliseconds(500));
			options.measurementIterations(3).measurementTime(TimeValue.milliseconds(500));
		}
		else {
			options.forks(2).warmupIterations(5).warmupTime(TimeValue.seconds(1));
			options.measurementIterations(5).measurementTime(TimeValue.seconds(1));
		}
		String rows = System.getProperty("rows", "");
		if (!rows.isBlank()) {
			options.param("row", rows.split(","));
		}
		new Runner(options.build()).run();
		System.out.println(RatioTable.of(Result.read(Files.readString(json))));
	}

}
