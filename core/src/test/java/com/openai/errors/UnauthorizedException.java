package com.openai.errors;

import java.util.List;
import java.util.Map;

public class UnauthorizedException extends OpenAIServiceException {

	public UnauthorizedException(String message, String code) {
		this(message, code, Map.of());
	}

	public UnauthorizedException(String message, String code, Map<String, List<String>> headers) {
		super(401, message, code, headers);
	}

}
