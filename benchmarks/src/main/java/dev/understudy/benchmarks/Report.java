package dev.understudy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the JSON of one run or several, as JMH writes it, and prints the tables and which
 * goals were reached. Its arguments are the files.
 */
public final class Report {

	private Report() {
	}

	public static void main(String[] arguments) throws IOException {
		List<Result> all = new ArrayList<>();
		for (String file : arguments) {
			all.addAll(Result.read(Files.readString(Path.of(file))));
		}
		System.out.println(of(new Results(all)));
	}

	static String of(Results results) {
		return RatioTable.of(results) + "%n### Goals%n%n".formatted() + Goal.table(results);
	}

}
