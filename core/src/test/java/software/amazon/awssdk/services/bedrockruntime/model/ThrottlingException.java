package software.amazon.awssdk.services.bedrockruntime.model;

import java.util.Map;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

public class ThrottlingException extends AwsServiceException {

	public ThrottlingException(int status, String code, String message) {
		this(status, code, message, Map.of());
	}

	public ThrottlingException(int status, String code, String message, Map<String, String> headers) {
		super(status, code, message, headers);
	}

}
