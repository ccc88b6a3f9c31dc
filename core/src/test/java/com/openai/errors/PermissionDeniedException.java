package com.openai.errors;

import java.util.List;
import java.util.Map;

public class PermissionDeniedException extends OpenAIServiceException {

	public PermissionDeniedException(String message, String code) {
		this(message, code, Map.of());
	}

	public PermissionDeniedException(String message, String code, Map<String, List<String>> headers) {
		super(403, message, code, headers);
	}

}
