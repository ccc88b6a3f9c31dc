package com.example;

/**
 * A service that LangChain4j makes.
 */
public interface Translator {

	String translate(String text);

}
