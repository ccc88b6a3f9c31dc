package dev.understudy.failure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import com.openai.errors.RateLimitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class CauseChainTests {

	private static final RateLimitException LIMITED = new RateLimitException("Slow down", "rate_limit_exceeded");

	@ParameterizedTest
	@MethodSource
	void takesOffWrappers(Throwable wrapper) {
		Failure failure = Classified.failure(wrapper);
		assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(failure.cause()).isSameAs(LIMITED);
	}

	static Stream<Throwable> takesOffWrappers() {
		return Stream.of(LIMITED, new CompletionException(LIMITED), new ExecutionException(LIMITED),
				new InvocationTargetException(LIMITED), new UndeclaredThrowableException(LIMITED),
				Exceptions.propagate(LIMITED),
				new ExecutionException(new CompletionException(Exceptions.propagate(LIMITED))));
	}

	@Test
	void keepsWhatIsNoWrapperWhole() {
		RuntimeException outer = new RuntimeException("calling failed", LIMITED);
		Failure failure = Classified.failure(new CompletionException(outer));
		assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(failure.cause()).isSameAs(outer);
	}

	@Test
	void keepsEmptyWrapper() {
		CompletionException empty = new CompletionException("nothing inside", null);
		assertThat(Classified.failure(empty)).isEqualTo(Failure.of(FailureKind.UNKNOWN, empty));
	}

	@Test
	void endsInCircles() {
		RuntimeException first = new RuntimeException("first");
		RuntimeException second = new RuntimeException("second", first);
		first.initCause(second);
		CauseChain chain = CauseChain.of(first);
		assertThat(chain.thrown()).isSameAs(first);
		assertThat(requireNonNull(chain.next()).thrown()).isSameAs(second);
		assertThat(chain.next().next()).isNull();
		assertThat(Classified.failure(first)).isEqualTo(Failure.of(FailureKind.UNKNOWN, first));
	}

	@Test
	void endsInCirclesOfWrappers() {
		Throwable first = Exceptions.bubble();
		Throwable second = Exceptions.propagate(first);
		first.initCause(second);
		Failure failure = Classified.failure(first);
		assertThat(failure.kind()).isEqualTo(FailureKind.UNKNOWN);
		assertThat(failure.cause()).isIn(first, second);
	}

	@Test
	void findsCauseInCircle() {
		RuntimeException outer = new RuntimeException("outer");
		SocketTimeoutException inner = new SocketTimeoutException();
		inner.initCause(outer);
		outer.initCause(inner);
		assertThat(Classified.kind(outer)).isEqualTo(FailureKind.TIMEOUT);
	}

	@Test
	void givesUpAtAbsurdDepth() {
		Throwable thrown = LIMITED;
		for (int i = 0; i < 31; i++) {
			thrown = new RuntimeException("layer", thrown);
		}
		assertThat(Classified.kind(thrown)).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(Classified.kind(new RuntimeException("layer", thrown))).isEqualTo(FailureKind.UNKNOWN);
	}

	@Test
	void survivesCauseThatThrows() {
		RuntimeException thrown = new RuntimeException("broken") {
			@Override
			public synchronized Throwable getCause() {
				throw new IllegalStateException();
			}
		};
		assertThat(Classified.failure(thrown)).isEqualTo(Failure.of(FailureKind.UNKNOWN, thrown));
	}

	@Test
	void comparesByIdentity() {
		class Equal extends RuntimeException {

			Equal(Throwable cause) {
				super(cause);
			}

			@Override
			public boolean equals(Object other) {
				return other instanceof Equal;
			}

			@Override
			public int hashCode() {
				return 1;
			}

		}
		assertThat(Classified.kind(new Equal(new Equal(LIMITED)))).isEqualTo(FailureKind.RATE_LIMIT);
	}

}
