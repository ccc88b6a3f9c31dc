package software.amazon.awssdk.awscore.exception;

import java.util.Map;
import java.util.Optional;

/**
 * The shape of the AWS SDK's exceptions for answers.
 */
public class AwsServiceException extends RuntimeException {

	private final int status;

	private final AwsErrorDetails details;

	public AwsServiceException(int status, String code, String message, Map<String, String> headers) {
		super("%s (Service: BedrockRuntime, Status Code: %d, Request ID: 1)".formatted(message, status));
		this.status = status;
		this.details = (code != null) ? new AwsErrorDetails(code, message, new SdkHttpResponse(headers)) : null;
	}

	public int statusCode() {
		return this.status;
	}

	public AwsErrorDetails awsErrorDetails() {
		return this.details;
	}

	public record AwsErrorDetails(String errorCode, String errorMessage, SdkHttpResponse sdkHttpResponse) {
	}

	public record SdkHttpResponse(Map<String, String> headers) {

		public Optional<String> firstMatchingHeader(String name) {
			return Optional.ofNullable(this.headers.get(name));
		}

	}

}
