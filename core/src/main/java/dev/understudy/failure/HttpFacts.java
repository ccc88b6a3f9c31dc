package dev.understudy.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a throwable gives away of the HTTP answer behind it.
 *
 * @param status the HTTP status; 0 when there is none
 * @param codes the provider's error codes, as they are written
 * @param texts the provider's messages
 * @param delays how long the provider asks to wait, as it is written in the body
 * @param headers the answer's headers
 */
record HttpFacts(int status, List<String> codes, List<String> texts, List<String> delays, Headers headers) {

	private static final List<AccessorPath> STATUSES = AccessorPath.all("statusCode", "getStatusCode",
			"getRawStatusCode", "code", "getStatus", "getResponse.getStatusCode", "response.code",
			"sdkHttpResponse.statusCode", "awsErrorDetails.sdkHttpResponse.statusCode");

	private static final List<AccessorPath> CODES = AccessorPath.all("code", "type", "errorType", "status", "errorCode",
			"getErrorCode", "awsErrorDetails.errorCode", "getValue.getCode", "getStatusCode.getCode",
			"getStatus.getCode");

	private static final List<AccessorPath> BODIES = AccessorPath.all("getResponseBodyAsString", "body", "getValue",
			"awsErrorDetails.errorMessage");

	private static final List<AccessorPath> HEADERS = AccessorPath.all("headers", "getHeaders", "getResponseHeaders",
			"getResponse.getHeaders", "response.headers", "sdkHttpResponse", "awsErrorDetails.sdkHttpResponse");

	private static final Pattern STATUS_IN_TEXT = Pattern
		.compile("(?i)^(?:error:? )?(?:HTTP |status(?: code)?:? )?([1-5]\\d\\d)\\b(?!\\.\\d)");

	/**
	 * Returns whether throwables of the type have an accessor for a status or a code.
	 */
	static boolean shows(Class<?> type) {
		Accessors accessors = Accessors.of(type);
		return STATUSES.stream().anyMatch((path) -> path.startsAt(accessors))
				|| CODES.stream().anyMatch((path) -> path.startsAt(accessors));
	}

	/**
	 * Reads the facts.
	 * @param trusted whether the throwable is a client's, so that a number at the start
	 * of its message is a status
	 */
	static HttpFacts of(Throwable thrown, boolean trusted) {
		String message = PlainValue.message(thrown);
		List<String> codes = codes(thrown);
		List<String> texts = new ArrayList<>();
		List<String> delays = new ArrayList<>();
		int statusInBody = 0;
		for (String text : List.of(body(thrown), message)) {
			ErrorBody body = ErrorBody.of(text);
			codes.addAll(body.codes());
			texts.addAll(body.messages());
			delays.addAll(body.delays());
			statusInBody = (statusInBody != 0) ? statusInBody : body.status();
		}
		int status = status(thrown);
		if (status == 0 && trusted) {
			status = statusIn(message);
		}
		if (statusInBody != 0 && status < 300) {
			status = statusInBody;
		}
		return new HttpFacts(status, codes, texts, delays, Headers.of(first(thrown, HEADERS)));
	}

	private static int status(Throwable thrown) {
		for (AccessorPath path : STATUSES) {
			int status = PlainValue.status(path.read(thrown));
			if (status != 0) {
				return status;
			}
		}
		return 0;
	}

	private static List<String> codes(Throwable thrown) {
		List<String> codes = new ArrayList<>();
		for (AccessorPath path : CODES) {
			String code = PlainValue.text(path.read(thrown));
			if (!code.isEmpty()) {
				codes.add(code);
			}
		}
		return codes;
	}

	private static String body(Throwable thrown) {
		return PlainValue.text(first(thrown, BODIES));
	}

	private static @Nullable Object first(Throwable thrown, List<AccessorPath> paths) {
		for (AccessorPath path : paths) {
			Object value = path.read(thrown);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	private static int statusIn(String message) {
		Matcher matcher = STATUS_IN_TEXT.matcher(message);
		return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
	}

}
