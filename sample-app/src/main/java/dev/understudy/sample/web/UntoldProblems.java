package dev.understudy.sample.web;

import java.time.Duration;

import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What users are told of a failure that nobody else tells of, such as one of a provider
 * that does not fall back. What it says may be the provider's words or somebody's prompt:
 * that is neither told nor logged.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class UntoldProblems {

	private static final Logger logger = LoggerFactory.getLogger(UntoldProblems.class);

	private final ClientFailures failures;

	UntoldProblems(ObjectProvider<FailureClassifier> classifiers) {
		this.failures = ClientFailures.with(classifiers);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> failed(RuntimeException ex, HttpServletResponse response) {
		if (response.isCommitted()) {
			// What has begun is broken off, not ended with something else.
			throw ex;
		}
		Failure failure = this.failures.read(ex);
		logger.warn("A call failed with '{}': {}", ex.getClass().getName(), failure.kind());
		HttpHeaders headers = new HttpHeaders();
		Duration wait = failure.retryAfter();
		if (wait != null) {
			headers.set(HttpHeaders.RETRY_AFTER, Long.toString(RetryAfter.seconds(wait)));
		}
		HttpStatus status = status(failure);
		return new ResponseEntity<>(
				ProblemDetail.forStatusAndDetail(status, "The call failed and has no answer: " + failure.kind()),
				headers, status);
	}

	private static HttpStatus status(Failure failure) {
		return switch (failure.kind()) {
			case CONTEXT_LENGTH, CONTENT_FILTER, BAD_REQUEST -> HttpStatus.BAD_REQUEST;
			case RATE_LIMIT, QUOTA_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
			default -> HttpStatus.INTERNAL_SERVER_ERROR;
		};
	}

}
