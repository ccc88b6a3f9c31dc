package dev.understudy.failure;

import java.util.function.Predicate;

/**
 * Finds the simple values of some keys in text that may be JSON, at any depth, whole or
 * not.
 */
final class JsonScanner {

	private final String text;

	private int at;

	private String key = "";

	private String value = "";

	JsonScanner(String text, int start) {
		this.text = text;
		this.at = start;
	}

	/**
	 * Moves on to the next text or number under one of the wanted keys.
	 */
	boolean next(Predicate<String> wanted) {
		while (moveTo('"')) {
			String candidate = quoted();
			skipBlanks();
			if (peek() != ':' || !wanted.test(candidate)) {
				continue;
			}
			this.at++;
			skipBlanks();
			if (peek() == '"' || isDigit(peek())) {
				this.key = candidate;
				this.value = (peek() == '"') ? quoted() : number();
				return true;
			}
		}
		return false;
	}

	String key() {
		return this.key;
	}

	String value() {
		return this.value;
	}

	private boolean moveTo(char wanted) {
		int found = this.text.indexOf(wanted, this.at);
		this.at = (found >= 0) ? found : this.text.length();
		return found >= 0;
	}

	private String quoted() {
		StringBuilder content = new StringBuilder();
		this.at++;
		while (this.at < this.text.length() && peek() != '"') {
			content.append((peek() == '\\') ? escaped() : peek());
			this.at++;
		}
		this.at++;
		return content.toString();
	}

	private char escaped() {
		this.at++;
		return switch (peek()) {
			case 'n', 'r', 't' -> ' ';
			default -> peek();
		};
	}

	private String number() {
		int start = this.at;
		while (isDigit(peek())) {
			this.at++;
		}
		return this.text.substring(start, this.at);
	}

	private void skipBlanks() {
		while (peek() != 0 && Character.isWhitespace(peek())) {
			this.at++;
		}
	}

	private char peek() {
		return (this.at < this.text.length()) ? this.text.charAt(this.at) : 0;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

}
