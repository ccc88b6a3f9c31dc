package com.openai.errors;

import java.util.List;
import java.util.Map;

public class NotFoundException extends OpenAIServiceException {

	public NotFoundException(String message, String code) {
		this(message, code, Map.of());
	}

	public NotFoundException(String message, String code, Map<String, List<String>> headers) {
		super(404, message, code, headers);
	}

}
