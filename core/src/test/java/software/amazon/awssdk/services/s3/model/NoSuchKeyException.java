package software.amazon.awssdk.services.s3.model;

import java.util.Map;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

public class NoSuchKeyException extends AwsServiceException {

	public NoSuchKeyException(int status, String code, String message) {
		this(status, code, message, Map.of());
	}

	public NoSuchKeyException(int status, String code, String message, Map<String, String> headers) {
		super(status, code, message, headers);
	}

}
