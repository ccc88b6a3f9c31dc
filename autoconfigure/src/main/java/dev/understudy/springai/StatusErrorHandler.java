package dev.understudy.springai;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.DefaultResponseErrorHandler;
import org.springframework.web.client.ResponseErrorHandler;
import org.springframework.web.client.RestClientResponseException;

/**
 * Throws the exceptions of Spring AI, as its own handler does, with a cause that still
 * knows status, headers and body.
 */
public final class StatusErrorHandler implements ResponseErrorHandler {

	private final ResponseErrorHandler reader = new DefaultResponseErrorHandler();

	private final boolean onClientErrors;

	private final Set<Integer> transients;

	private final Set<Integer> finals;

	/**
	 * Makes a handler that takes failures for transient as {@code spring.ai.retry} says.
	 * @param onClientErrors whether those of the client are
	 * @param transients status codes that always are
	 * @param finals status codes that are not
	 */
	public StatusErrorHandler(boolean onClientErrors, Set<Integer> transients, Set<Integer> finals) {
		this.onClientErrors = onClientErrors;
		this.transients = Set.copyOf(transients);
		this.finals = Set.copyOf(finals);
	}

	@Override
	public boolean hasError(ClientHttpResponse response) throws IOException {
		return response.getStatusCode().isError();
	}

	@Override
	public void handleError(URI url, HttpMethod method, ClientHttpResponse response) throws IOException {
		try {
			this.reader.handleError(url, method, response);
		}
		catch (RestClientResponseException ex) {
			int status = ex.getStatusCode().value();
			String message = "HTTP %s - %s".formatted(status, ex.getResponseBodyAsString());
			if (isTransient(status)) {
				throw new TransientAiException(message, ex);
			}
			throw new NonTransientAiException(message, ex);
		}
	}

	private boolean isTransient(int status) {
		if (this.transients.contains(status)) {
			return true;
		}
		boolean clientError = status < 500;
		return !(clientError && !this.onClientErrors) && !this.finals.contains(status);
	}

}
