package com.fasterxml.jackson.core;

import java.io.IOException;

public class JsonParseException extends IOException {

	public JsonParseException(String message) {
		super(message);
	}

}
