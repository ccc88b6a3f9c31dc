package com.openai.errors;

import java.util.List;
import java.util.Map;

public class BadRequestException extends OpenAIServiceException {

	public BadRequestException(String message, String code) {
		this(message, code, Map.of());
	}

	public BadRequestException(String message, String code, Map<String, List<String>> headers) {
		super(400, message, code, headers);
	}

}
