package dev.understudy.failure;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Exceptions of libraries that nobody has heard of.
 */
class ShapesTests {

	@Test
	void readsStatusOfAnyShape() {
		assertThat(Classified.kind(new NumberStatus(429))).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(Classified.kind(new TextStatus(Optional.of("503")))).isEqualTo(FailureKind.UNAVAILABLE);
		assertThat(Classified.kind(new TextStatus(Optional.empty()))).isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.kind(new TextStatus(Optional.of("50x")))).isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.kind(new TextStatus(Optional.of("5030")))).isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.kind(new TextStatus(Map.of("value", 503)))).isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.kind(new TextStatus(new Object()))).isEqualTo(FailureKind.UNKNOWN);
	}

	@Test
	void takesNoStatusFromNumbersThatAreNone() {
		for (int number : new int[] { 0, -1, 99, 600, 42_900 }) {
			assertThat(Classified.failure(new NumberStatus(number)).httpStatus()).isZero();
			assertThat(Classified.kind(new NumberStatus(number))).isEqualTo(FailureKind.UNKNOWN);
		}
		assertThat(Classified.failure(new NumberStatus(599)).httpStatus()).isEqualTo(599);
		assertThat(Classified.failure(new NumberStatus(100)).httpStatus()).isEqualTo(100);
	}

	@Test
	void readsEnumCodes() {
		assertThat(Classified.kind(new CodeOnly(Codes.INSUFFICIENT_QUOTA))).isEqualTo(FailureKind.QUOTA_EXHAUSTED);
		assertThat(Classified.kind(new CodeOnly("com.amazonaws#ThrottlingException:http://internal")))
			.isEqualTo(FailureKind.RATE_LIMIT);
	}

	@Test
	void commonCodesCountOnlyFromClients() {
		assertThat(Classified.kind(new CodeOnly("UNAVAILABLE"))).isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.trustedKind(new CodeOnly("UNAVAILABLE"))).isEqualTo(FailureKind.UNAVAILABLE);
	}

	@Test
	void wordsOfStrangersAreHintsOnly() {
		Exception stranger = new CodeOnly("E17", "too many requests", new IllegalArgumentException());
		assertThat(Classified.kind(stranger)).isEqualTo(FailureKind.BAD_REQUEST);
		assertThat(Classified.trustedKind(stranger)).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(Classified.kind(new CodeOnly("E17", "too many requests", null))).isEqualTo(FailureKind.RATE_LIMIT);
	}

	@Test
	void readsThroughTypesThatAreNotPublic() {
		assertThat(Classified.kind(new Hidden())).isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(Classified.kind(new HiddenBehindContract())).isEqualTo(FailureKind.RATE_LIMIT);
	}

	@Test
	void survivesAccessorsThatThrow() {
		assertThat(Classified.failure(new Broken(new IllegalStateException()))).extracting(Failure::kind)
			.isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.kind(new Broken(new NoClassDefFoundError("com/example/Gone"))))
			.isEqualTo(FailureKind.UNKNOWN);
	}

	@Test
	void doesNotSwallowErrors() {
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> Classified.failure(new Broken(new OutOfMemoryError())));
	}

	@Test
	void survivesValuesAndMessagesThatThrow() {
		Object unreadable = new Object() {
			@Override
			public String toString() {
				throw new IllegalStateException();
			}
		};
		Object nothing = new Object() {
			@Override
			public String toString() {
				return null;
			}
		};
		assertThat(Classified.kind(new CodeOnly(unreadable))).isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.kind(new CodeOnly(nothing))).isEqualTo(FailureKind.UNKNOWN);
		assertThat(Classified.kind(new RuntimeException() {
			@Override
			public String getMessage() {
				throw new IllegalStateException();
			}
		})).isEqualTo(FailureKind.UNKNOWN);
	}

	@Test
	void ignoresAccessorsThatAreNone() {
		assertThat(Classified.kind(new Misleading())).isEqualTo(FailureKind.UNKNOWN);
	}

	@Test
	void readsHeadersOfTheJdk() {
		HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of("5", "8")), (name, value) -> true);
		assertThat(Headers.of(headers).values("retry-after")).containsExactly("5", "8");
		assertThat(Headers.of(headers).values("retry-after-ms")).isEmpty();
	}

	@Test
	void readsHeadersOfMaps() {
		assertThat(Headers.of(Map.of("RETRY-AFTER", "5")).values("retry-after")).containsExactly("5");
		assertThat(Headers.of(Map.of("Other", "5")).values("retry-after")).isEmpty();
		assertThat(Headers.of(null).values("retry-after")).isEmpty();
		assertThat(Headers.of(new Object()).values("retry-after")).isEmpty();
	}

	@Test
	void readsAnswersCutToSaneLength() {
		String long400 = "x".repeat(20_000) + " insufficient_quota";
		assertThat(Classified.kind(new NumberStatus(400, long400))).isEqualTo(FailureKind.BAD_REQUEST);
		assertThat(Classified.kind(new NumberStatus(400, "insufficient_quota " + long400)))
			.isEqualTo(FailureKind.QUOTA_EXHAUSTED);
	}

	@Test
	void manyThreadsMeetNewTypeAtOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<FailureKind>> calls = new ArrayList<>();
			for (int i = 0; i < 64; i++) {
				calls.add(() -> Classified.kind(new JustMet()));
			}
			for (Future<FailureKind> answer : threads.invokeAll(calls)) {
				assertThat(answer.get()).isEqualTo(FailureKind.UNAVAILABLE);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	enum Codes {

		INSUFFICIENT_QUOTA

	}

	public interface Coded {

		int statusCode();

	}

	public static class NumberStatus extends RuntimeException {

		private final Number status;

		NumberStatus(Number status) {
			this(status, "boom");
		}

		NumberStatus(Number status, String message) {
			super(message);
			this.status = status;
		}

		public Number getStatusCode() {
			return this.status;
		}

	}

	public static class TextStatus extends RuntimeException {

		private final transient Object status;

		TextStatus(Object status) {
			this.status = status;
		}

		public Object statusCode() {
			return this.status;
		}

	}

	public static class CodeOnly extends RuntimeException {

		private final transient Object code;

		CodeOnly(Object code) {
			this(code, null, null);
		}

		CodeOnly(Object code, String message, Throwable cause) {
			super(message, cause);
			this.code = code;
		}

		public Object code() {
			return this.code;
		}

	}

	private static final class Hidden extends RuntimeException {

		public int statusCode() {
			return 429;
		}

	}

	private static final class HiddenBehindContract extends RuntimeException implements Coded {

		@Override
		public int statusCode() {
			return 429;
		}

	}

	public static class JustMet extends RuntimeException implements Coded {

		@Override
		public int statusCode() {
			return 503;
		}

	}

	public static class Broken extends RuntimeException {

		private final Throwable reason;

		Broken(Throwable reason) {
			this.reason = reason;
		}

		public int statusCode() throws Throwable {
			throw this.reason;
		}

	}

	public static class Misleading extends RuntimeException {

		public static int statusCode() {
			return 429;
		}

		public void code() {
		}

		public int getStatusCode(int number) {
			return number;
		}

		int getRawStatusCode() {
			return 429;
		}

	}

}
