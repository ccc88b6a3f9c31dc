package org.springframework.web.client;

import java.io.IOException;

public class ResourceAccessException extends RestClientException {

	public ResourceAccessException(String message, IOException cause) {
		super(message, cause);
	}

}
