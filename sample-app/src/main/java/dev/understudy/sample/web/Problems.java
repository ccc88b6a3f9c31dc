package dev.understudy.sample.web;

import java.time.Duration;

import dev.understudy.ChainExhaustedException;
import dev.understudy.UnknownNameException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What users of the application are told when there is no answer.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems {

	@ExceptionHandler
	ProblemDetail unknown(UnknownNameException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(ex.getMessage()));
	}

	@ExceptionHandler
	ProblemDetail invalid(InvalidRequestException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(ex.getMessage()));
	}

	/** What a body breaks is told; what a parser thinks of it is not. */
	@ExceptionHandler
	ProblemDetail unreadable(HttpMessageNotReadableException ex) {
		return (NestedExceptionUtils.getRootCause(ex) instanceof InvalidRequestException rule) ? invalid(rule)
				: ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
						"The body is not the JSON that is expected here");
	}

	/** A chain without rungs is exhausted: say when it makes sense to come back. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> exhausted(ChainExhaustedException ex) {
		HttpHeaders headers = new HttpHeaders();
		Duration wait = ex.retryAfter();
		if (wait != null) {
			headers.set(HttpHeaders.RETRY_AFTER, Long.toString(RetryAfter.seconds(wait)));
		}
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"No model of chain '" + ex.chain() + "' could answer: " + ex.kind());
		return new ResponseEntity<>(problem, headers, HttpStatus.SERVICE_UNAVAILABLE);
	}

}
