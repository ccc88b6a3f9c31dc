package dev.understudy.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The events of a stream, as they are written.
 *
 * @param opening what comes before the first word
 * @param content the words
 * @param finishing what comes after the last word, such as the reason for stopping
 * @param sentinel the mark that closes the stream
 */
record EventStream(List<String> opening, List<String> content, List<String> finishing, String sentinel) {

	List<String> all() {
		List<String> all = new ArrayList<>(withoutSentinel());
		all.add(this.sentinel);
		return all;
	}

	List<String> withoutSentinel() {
		return Stream.of(this.opening, this.content, this.finishing).flatMap(List::stream).toList();
	}

	List<String> firstHalf() {
		return Stream.concat(this.opening.stream(), this.content.stream().limit((this.content.size() + 1) / 2))
			.toList();
	}

	List<String> secondHalf() {
		List<String> all = all();
		return all.subList(firstHalf().size(), all.size());
	}

}
