package software.amazon.awssdk.core.exception;

public class SdkClientException extends RuntimeException {

	public SdkClientException(String message) {
		super(message);
	}

	public SdkClientException(String message, Throwable cause) {
		super(message, cause);
	}

}
