package dev.understudy.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How long an application takes to start with three models and with 10,000, each time in
 * a JVM of its own. The median of some starts.
 */
final class Scale {

	private final int starts;

	Scale(int starts) {
		this.starts = starts;
	}

	List<Result> run() throws IOException, InterruptedException {
		long[] three = new long[this.starts];
		long[] many = new long[this.starts];
		for (int i = 0; i < this.starts; i++) {
			three[i] = start(3, 1);
			many[i] = start(Ensembles.MANY_MODELS, Ensembles.MANY_CHAINS);
		}
		return List.of(Result.of("Scale.start", "THREE", median(three)),
				Result.of("Scale.start", "MANY", median(many)));
	}

	private static long start(int models, int chains) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), ScaleStart.class.getName(), String.valueOf(models),
				String.valueOf(chains))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		if (process.waitFor() != 0) {
			throw new IllegalStateException("The application did not start: " + output);
		}
		return Long.parseLong(output.substring(output.lastIndexOf('\n') + 1));
	}

	private static double median(long[] values) {
		return LongStream.of(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
	}

}
