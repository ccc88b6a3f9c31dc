package dev.understudy.sample.gateway;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why there is no answer, as clients of OpenAI understand it. Says nothing that a
 * provider has said.
 *
 * @param status the HTTP status
 * @param type the kind of error
 * @param code the error more closely
 * @param param the parameter that is wrong, {@code null} when it is none
 * @param message what a person reads
 * @param retryAfter when it makes sense to ask again, {@code null} when unknown
 * @param report what became of the call, {@code null} when there was none
 */
record ApiError(int status, String type, String code, @Nullable String param, String message,
		@Nullable Duration retryAfter, @Nullable Report report) {

	static final String INVALID = "invalid_request_error";

	static final String SERVER = "server_error";

	static ApiError invalid(int status, String code, @Nullable String param, String message) {
		return new ApiError(status, INVALID, code, param, message, null, null);
	}

	/** Something that would be right elsewhere. */
	static ApiError unsupported(String param, String why) {
		return invalid(400, "unsupported_parameter", param,
				"Parameter '" + param + "' is not supported as it is: " + why);
	}

	static ApiError internal() {
		return new ApiError(500, SERVER, "internal_error", null, "The gateway failed", null, null);
	}

	ApiError with(@Nullable Duration wait, Report told) {
		return new ApiError(this.status, this.type, this.code, this.param, this.message, wait, told);
	}

	ApiException asException() {
		return new ApiException(this);
	}

	ObjectNode body(Json json) {
		ObjectNode body = json.object();
		body.putObject("error")
			.put("message", this.message)
			.put("type", this.type)
			.put("param", this.param)
			.put("code", this.code);
		if (this.report != null) {
			body.set("understudy", this.report.json(json));
		}
		return body;
	}

}
