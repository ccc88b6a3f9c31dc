package com.openai.errors;

import java.util.List;
import java.util.Map;

public class RateLimitException extends OpenAIServiceException {

	public RateLimitException(String message, String code) {
		this(message, code, Map.of());
	}

	public RateLimitException(String message, String code, Map<String, List<String>> headers) {
		super(429, message, code, headers);
	}

}
