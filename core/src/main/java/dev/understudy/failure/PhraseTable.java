package dev.understudy.failure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * Finds many phrases in a text in a single pass (Aho and Corasick's automaton). Only
 * letters and digits count, so that a phrase is found however it is spaced and cased.
 */
final class PhraseTable {

	private static final int LETTERS = 26;

	private static final int SYMBOLS = LETTERS + 10;

	private static final byte[] NUMBERS = numbers();

	/** While the table is made. */
	private final List<int[]> next = new ArrayList<>();

	/** While the table is made. */
	private final List<@Nullable FailureKind> told = new ArrayList<>();

	/**
	 * For each state and symbol where the row of the next state begins, all bits turned
	 * when that state tells something: to follow a text takes one look for a character.
	 */
	private final int[] steps;

	private final @Nullable FailureKind[] tells;

	PhraseTable(Map<FailureKind, List<String>> phrases) {
		addState();
		phrases.forEach((kind, texts) -> texts.forEach((text) -> add(text, kind)));
		linkSuffixes();
		this.steps = new int[this.next.size() * SYMBOLS];
		for (int i = 0; i < this.steps.length; i++) {
			int state = this.next.get(i / SYMBOLS)[i % SYMBOLS];
			int row = state * SYMBOLS;
			this.steps[i] = (this.told.get(state) != null) ? ~row : row;
		}
		this.tells = this.told.toArray(FailureKind[]::new);
		this.next.clear();
		this.told.clear();
	}

	/**
	 * Returns the weightiest of the phrases in the text; null when there is none.
	 */
	@Nullable FailureKind find(String text) {
		FailureKind found = null;
		int row = 0;
		for (int i = 0; i < text.length(); i++) {
			int symbol = symbol(text.charAt(i));
			if (symbol >= 0) {
				row = this.steps[row + symbol];
				if (row < 0) {
					row = ~row;
					found = ErrorCodes.weightier(found, this.tells[row / SYMBOLS]);
				}
			}
		}
		return found;
	}

	/**
	 * Returns the number of a letter or digit; -1 for any other character.
	 */
	static int symbol(char c) {
		return (c < NUMBERS.length) ? NUMBERS[c] : -1;
	}

	private static byte[] numbers() {
		byte[] numbers = new byte['z' + 1];
		Arrays.fill(numbers, (byte) -1);
		for (int i = 0; i < LETTERS; i++) {
			numbers['a' + i] = (byte) i;
			numbers['A' + i] = (byte) i;
		}
		for (int i = LETTERS; i < SYMBOLS; i++) {
			numbers['0' + i - LETTERS] = (byte) i;
		}
		return numbers;
	}

	private int addState() {
		this.next.add(new int[SYMBOLS]);
		this.told.add(null);
		return this.next.size() - 1;
	}

	private void add(String text, FailureKind kind) {
		int state = 0;
		for (int i = 0; i < text.length(); i++) {
			int symbol = symbol(text.charAt(i));
			if (symbol >= 0) {
				int[] row = this.next.get(state);
				if (row[symbol] == 0) {
					row[symbol] = addState();
				}
				state = row[symbol];
			}
		}
		this.told.set(state, ErrorCodes.weightier(this.told.get(state), kind));
	}

	// breadth first: the row of a state's longest suffix is complete before its own
	private void linkSuffixes() {
		int[] suffix = new int[this.next.size()];
		Queue<Integer> states = new ArrayDeque<>();
		states.add(0);
		while (!states.isEmpty()) {
			int state = states.remove();
			for (int symbol = 0; symbol < SYMBOLS; symbol++) {
				int fallback = (state == 0) ? 0 : this.next.get(suffix[state])[symbol];
				int target = this.next.get(state)[symbol];
				if (target == 0) {
					this.next.get(state)[symbol] = fallback;
				}
				else {
					suffix[target] = fallback;
					this.told.set(target, ErrorCodes.weightier(this.told.get(target), this.told.get(fallback)));
					states.add(target);
				}
			}
		}
	}

}
