package dev.understudy.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The codes and messages in the JSON of an error answer, wherever they are nested. Reads
 * what it can and never complains; text that is no JSON is one message.
 */
final class ErrorBody {

	private static final int MOST_VALUES = 32;

	private static final Set<String> CODES = Set.of("code", "type", "status", "reason", "error", "__type", "errorCode");

	private static final Set<String> MESSAGES = Set.of("message", "error", "detail", "Message");

	private static final String DELAY = "retryDelay";

	private final List<String> codes = new ArrayList<>();

	private final List<String> messages = new ArrayList<>();

	private final List<String> delays = new ArrayList<>();

	private ErrorBody() {
	}

	static ErrorBody of(String text) {
		ErrorBody body = new ErrorBody();
		int start = text.indexOf('{');
		if (start >= 0) {
			body.read(new JsonScanner(text, start));
		}
		if (body.messages.isEmpty() && !text.isEmpty()) {
			body.messages.add(text);
		}
		return body;
	}

	List<String> codes() {
		return this.codes;
	}

	List<String> messages() {
		return this.messages;
	}

	/**
	 * Returns how long the provider asks to wait, as it is written.
	 */
	List<String> delays() {
		return this.delays;
	}

	/**
	 * Returns the first of the codes that is the status of an HTTP error; 0 when there is
	 * none.
	 */
	int status() {
		for (String code : this.codes) {
			int status = PlainValue.status(code);
			if (status >= 400) {
				return status;
			}
		}
		return 0;
	}

	private void read(JsonScanner scanner) {
		for (int i = 0; i < MOST_VALUES && scanner.next(ErrorBody::wanted); i++) {
			if (CODES.contains(scanner.key())) {
				this.codes.add(scanner.value());
			}
			if (MESSAGES.contains(scanner.key())) {
				this.messages.add(scanner.value());
			}
			if (DELAY.equals(scanner.key())) {
				this.delays.add(scanner.value());
			}
		}
	}

	private static boolean wanted(String key) {
		return CODES.contains(key) || MESSAGES.contains(key) || DELAY.equals(key);
	}

}
