package dev.understudy.sample.page;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What the page is told about its own mistakes.
 */
@RestControllerAdvice(assignableTypes = PageController.class)
@Order(0)
class PageProblems {

	@ExceptionHandler
	ProblemDetail bad(BadLineException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				String.valueOf(ex.getMessage()));
		problem.setProperty("field", ex.field());
		return problem;
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> full(FullHouseException ex) {
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaders.RETRY_AFTER, "5")
			.body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(ex.getMessage())));
	}

}
