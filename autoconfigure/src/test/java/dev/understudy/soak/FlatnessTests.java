package dev.understudy.soak;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FlatnessTests {

	private final Flatness rule = new Flatness("heap", 10);

	@Test
	void staysWithinItsSlack() {
		assertThat(this.rule.complaint(List.of(100L, 104L, 96L, 100L, 110L, 109L, 105L, 110L))).isEmpty();
	}

	@Test
	void growsSteadily() {
		List<Long> readings = LongStream.range(0, 20).map((i) -> 100 + 2 * i).boxed().toList();
		assertThat(this.rule.complaint(readings)).hasValueSatisfying(
				(complaint) -> assertThat(complaint).startsWith("heap grew from 108 to 128: [100, 102"));
	}

	@Test
	void growsOnceAndForAll() {
		assertThat(this.rule.complaint(List.of(100L, 100L, 100L, 111L, 111L, 111L))).isPresent();
	}

	@Test
	void oneReadingThatIsOffTellsNothing() {
		assertThat(this.rule.complaint(List.of(100L, 100L, 100L, 100L, 900L, 100L))).isEmpty();
	}

	@Test
	void mayShrink() {
		assertThat(this.rule.complaint(List.of(900L, 800L, 700L, 100L, 100L, 100L))).isEmpty();
	}

	@Test
	void middleReadingOfAnOddNumberBelongsToNeitherHalf() {
		assertThat(this.rule.complaint(List.of(100L, 100L, 900L, 100L, 100L))).isEmpty();
	}

	@Test
	void tooFewReadingsProveNothing() {
		assertThat(this.rule.complaint(List.of(100L, 100L, 100L)))
			.hasValue("heap was read 3 times, which tells nothing");
	}

}
