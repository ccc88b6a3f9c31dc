package com.example;

/**
 * Whatever calls the providers.
 */
@FunctionalInterface
public interface ProviderClient {

	String ask(String provider, String model, String question);

}
