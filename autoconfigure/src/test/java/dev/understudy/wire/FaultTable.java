package dev.understudy.wire;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What must become of each fault, by provider and by call and stream. A row has one cell
 * for all, or two for calls and streams, or six; a cell may end with the letter of a
 * note, which gives the reason where there is something to explain.
 */
final class FaultTable {

	/** The cell of what cannot be. */
	static final String NOTHING_TO_PLAY = "-";

	private static final int CELLS = 2 * Provider.values().length;

	private final Map<Fault, List<String>> rows = new EnumMap<>(Fault.class);

	private final Map<String, String> notes;

	FaultTable(String text, Map<String, String> notes) {
		this.notes = notes;
		text.lines().skip(1).forEach((line) -> {
			List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
			this.rows.put(Fault.valueOf(cells.get(0)), spread(cells.subList(1, cells.size())));
		});
	}

	/** Everything that is to be played, but what cannot be. */
	Stream<Cell> cells() {
		return this.rows.keySet().stream().flatMap(this::row).filter((cell) -> !cell.says(NOTHING_TO_PLAY));
	}

	/** Faults without a row, cells without a reason, and reasons without a cell. */
	List<String> gaps() {
		Stream<String> faults = Arrays.stream(Fault.values())
			.filter((fault) -> !this.rows.containsKey(fault))
			.map((fault) -> "no row for " + fault);
		List<Cell> all = this.rows.keySet().stream().flatMap(this::row).toList();
		Stream<String> cells = all.stream()
			.filter((cell) -> cell.says(NOTHING_TO_PLAY) ? cell.note().isEmpty() : !isKnown(cell.note()))
			.map((cell) -> "no reason for " + cell);
		Stream<String> unused = this.notes.keySet()
			.stream()
			.filter((note) -> all.stream().noneMatch((cell) -> cell.note().equals(note)))
			.map((note) -> "no cell for note " + note);
		return Stream.of(faults, cells, unused).flatMap((each) -> each).toList();
	}

	private boolean isKnown(String note) {
		return note.isEmpty() || this.notes.containsKey(note);
	}

	private Stream<Cell> row(Fault fault) {
		List<String> row = this.rows.getOrDefault(fault, List.of());
		return Arrays.stream(Provider.values())
			.flatMap((provider) -> Stream.of(false, true)
				.map((streaming) -> Cell.parse(fault, provider, streaming,
						row.get(2 * provider.ordinal() + (streaming ? 1 : 0)))));
	}

	private static List<String> spread(List<String> cells) {
		if (CELLS % cells.size() != 0) {
			throw new IllegalArgumentException("A row of " + cells.size() + " cells");
		}
		return Stream.generate(() -> cells).limit(CELLS / cells.size()).flatMap(List::stream).toList();
	}

	/**
	 * One cell.
	 *
	 * @param fault what is played
	 * @param provider who plays it
	 * @param streaming whether a stream is asked for
	 * @param expected what may become of it
	 * @param note the letter of its note, or empty
	 */
	record Cell(Fault fault, Provider provider, boolean streaming, List<String> expected, String note) {

		static Cell parse(Fault fault, Provider provider, boolean streaming, String text) {
			boolean noted = text.matches(".* [a-z]");
			String expected = noted ? text.substring(0, text.length() - 2).strip() : text;
			return new Cell(fault, provider, streaming, List.of(expected.split(" or ")),
					noted ? text.substring(text.length() - 1) : "");
		}

		boolean says(String text) {
			return this.expected.contains(text);
		}

		@Override
		public String toString() {
			return this.provider + " " + (this.streaming ? "stream" : "call") + " " + this.fault + " is "
					+ String.join(" or ", this.expected);
		}

	}

}
