package dev.understudy.sample.chat;

import java.time.Duration;

import dev.understudy.ChainExhaustedException;
import dev.understudy.UnknownNameException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What users of the application are told when there is no answer.
 */
@RestControllerAdvice
class Problems {

	@ExceptionHandler
	ProblemDetail unknown(UnknownNameException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(ex.getMessage()));
	}

	/** A chain without rungs is exhausted: say when it makes sense to come back. */
	@ExceptionHandler
	ResponseEntity<ProblemDetail> exhausted(ChainExhaustedException ex) {
		HttpHeaders headers = new HttpHeaders();
		Duration wait = ex.retryAfter();
		if (wait != null) {
			headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusMillis(999).toSeconds()));
		}
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"No model of chain '" + ex.chain() + "' could answer: " + ex.kind());
		return new ResponseEntity<>(problem, headers, HttpStatus.SERVICE_UNAVAILABLE);
	}

}
