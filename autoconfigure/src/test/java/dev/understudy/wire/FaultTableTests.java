package dev.understudy.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FaultTableTests {

	@Test
	void missesRows() {
		assertThat(table("RESET | X", Map.of()).gaps()).contains("no row for CUT").doesNotContain("no row for RESET");
	}

	@Test
	void missesReasons() {
		assertThat(gaps("CUT | -", Map.of())).hasSize(6).allMatch((gap) -> gap.startsWith("no reason"));
		assertThat(gaps("CUT | X a", Map.of())).hasSize(6).allMatch((gap) -> gap.startsWith("no reason"));
		assertThat(gaps("CUT | - a", Map.of("a", "because"))).isEmpty();
	}

	@Test
	void missesCellsOfReasons() {
		assertThat(gaps("CUT | X", Map.of("a", "because"))).containsExactly("no cell for note a");
	}

	@Test
	void leavesOutWhatCannotBePlayed() {
		assertThat(table("CUT | - a | X", Map.of()).cells()).hasSize(3).allMatch(FaultTable.Cell::streaming);
	}

	@Test
	void readsOneCellForAllAndTwoForCallsAndStreamsAndSix() {
		assertThat(expected("CUT | X")).isEqualTo("X X X X X X");
		assertThat(expected("CUT | X | Y b")).isEqualTo("X Y X Y X Y");
		assertThat(expected("CUT | 1 | 2 | 3 | 4 | 5 | 6")).isEqualTo("1 2 3 4 5 6");
		assertThat(table("CUT | X or Y a", Map.of()).cells()).allMatch((cell) -> cell.says("X") && cell.says("Y"));
		assertThatIllegalArgumentException().isThrownBy(() -> table("CUT | 1 | 2 | 3 | 4", Map.of()));
	}

	private static String expected(String row) {
		return table(row, Map.of()).cells().map((cell) -> cell.expected().get(0)).collect(Collectors.joining(" "));
	}

	private static List<String> gaps(String row, Map<String, String> notes) {
		return table(row, notes).gaps().stream().filter((gap) -> !gap.startsWith("no row")).toList();
	}

	private static FaultTable table(String row, Map<String, String> notes) {
		return new FaultTable(Stream.of("head", row).collect(Collectors.joining("\n")), notes);
	}

}
