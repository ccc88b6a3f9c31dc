package com.openai.errors;

import java.util.Map;

public class UnexpectedStatusCodeException extends OpenAIServiceException {

	public UnexpectedStatusCodeException(int status, String message, String code) {
		super(status, message, code, Map.of());
	}

}
