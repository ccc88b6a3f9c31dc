package software.amazon.awssdk.services.bedrockruntime.model;

import java.util.Map;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

public class BedrockRuntimeException extends AwsServiceException {

	public BedrockRuntimeException(int status, String code, String message) {
		this(status, code, message, Map.of());
	}

	public BedrockRuntimeException(int status, String code, String message, Map<String, String> headers) {
		super(status, code, message, headers);
	}

}
