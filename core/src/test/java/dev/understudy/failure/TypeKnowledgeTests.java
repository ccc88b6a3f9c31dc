package dev.understudy.failure;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import com.fasterxml.jackson.core.JsonParseException;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is found out about a type before it is kept; asked here past what is kept.
 */
class TypeKnowledgeTests {

	private final Throwable any = new RuntimeException("boom");

	@Test
	void standardClassifierIsThere() {
		assertThat(FailureClassifier.standard(Classified.CLOCK).classify(this.any)).isPresent();
		assertThat(FailureClassifier.standard(Classified.CLOCK, ClientTrust.EVERYTHING).classify(this.any)).isPresent();
	}

	@Test
	void wrappersAreKnownByName() {
		assertThat(CauseChain.isWrapper(CompletionException.class)).isTrue();
		assertThat(CauseChain.isWrapper(RuntimeException.class)).isFalse();
	}

	@Test
	void clientsAreKnownByPackage() {
		class Mine extends RateLimitException {

			Mine() {
				super("", null);
			}

		}
		assertThat(ClientLibraries.own(RateLimitException.class)).isTrue();
		assertThat(ClientLibraries.own(Mine.class)).isTrue();
		assertThat(ClientLibraries.own(ThrottlingException.class)).isTrue();
		assertThat(ClientLibraries.own(NoSuchKeyException.class)).isFalse();
		assertThat(ClientLibraries.own(ResourceAccessException.class)).isFalse();
		assertThat(ClientLibraries.own("software.amazon.awssdk.services.s3.S3Client")).isFalse();
		assertThat(ClientLibraries.own("software.amazon.awssdk.services.sagemakerruntime.Client")).isTrue();
		assertThat(ClientLibraries.read("tools.jackson.core.JsonParser")).isTrue();
		assertThat(ClientLibraries.read("com.acme.JsonParser")).isFalse();
	}

	@Test
	void ownExceptionsAreKnown() {
		class Cut extends InvalidResponseException {

			Cut() {
				super("cut");
			}

		}
		assertThat(kind(OwnFailures.sign(AttemptTimeoutException.class))).isEqualTo(FailureKind.TIMEOUT);
		assertThat(kind(OwnFailures.sign(Cut.class))).isEqualTo(FailureKind.INVALID_RESPONSE);
		assertThat(OwnFailures.sign(RuntimeException.class)).isEmpty();
	}

	@Test
	void librariesAreKnownByName() {
		class Mine extends ResourceAccessException {

			Mine() {
				super("", null);
			}

		}
		class LockTimeoutException extends RuntimeException {

		}
		class RateLimitException extends RuntimeException {

		}
		assertThat(kind(LibraryFailures.sign(com.openai.errors.RateLimitException.class)))
			.isEqualTo(FailureKind.RATE_LIMIT);
		assertThat(kind(LibraryFailures.sign(OpenAIIoException.class))).isEqualTo(FailureKind.NETWORK_ERROR);
		assertThat(kind(LibraryFailures.sign(BadRequestException.class))).isEqualTo(FailureKind.BAD_REQUEST);
		assertThat(kind(LibraryFailures.sign(Mine.class))).isEqualTo(FailureKind.NETWORK_ERROR);
		assertThat(kind(LibraryFailures.sign(JsonParseException.class))).isEqualTo(FailureKind.INVALID_RESPONSE);
		assertThat(LibraryFailures.sign(RateLimitException.class)).isEmpty();
		assertThat(LibraryFailures.sign(SocketTimeoutException.class)).isEmpty();
		assertThat(LibraryFailures.sign(IOException.class)).isEmpty();
		assertThat(kind(LibraryFailures.sign(LockTimeoutException.class))).isEqualTo(FailureKind.TIMEOUT);
		assertThat(LibraryFailures.sign(IllegalStateException.class)).isEmpty();
	}

	@Test
	void exceptionsOfTheJdkAreKnownByType() {
		assertThat(kind(Optional.of(JdkFailures.sign(EOFException.class)))).isEqualTo(FailureKind.NETWORK_ERROR);
		assertThat(kind(Optional.of(JdkFailures.sign(SocketTimeoutException.class)))).isEqualTo(FailureKind.TIMEOUT);
		assertThat(JdkFailures.sign(RuntimeException.class)).isSameAs(Sign.NONE);
		assertThat(Sign.NONE.in(this.any)).isNull();
		assertThat(Sign.of(FailureKind.UNKNOWN, Strength.HINT).in(this.any))
			.isEqualTo(Evidence.of(FailureKind.UNKNOWN, Strength.HINT));
	}

	@Test
	void typesShowStatusOrCodeOrNeither() {
		assertThat(HttpFacts.shows(ShapesTests.NumberStatus.class)).isTrue();
		assertThat(HttpFacts.shows(ShapesTests.CodeOnly.class)).isTrue();
		assertThat(HttpFacts.shows(RuntimeException.class)).isFalse();
		assertThat(AccessorPath.all("code.value", "type")).extracting(AccessorPath::steps)
			.containsExactly(List.of("code", "value"), List.of("type"));
	}

	@Test
	void publicMethodsAreFoundWhereTheyMayBeCalled() {
		assertThat(find(ShapesTests.NumberStatus.class, "getStatusCode")).map(Method::getDeclaringClass)
			.contains(ShapesTests.NumberStatus.class);
		assertThat(find(HiddenStatus.class, "statusCode")).map(Method::getDeclaringClass)
			.contains(ShapesTests.Coded.class);
		assertThat(find(HeirOfHidden.class, "statusCode")).map(Method::getDeclaringClass)
			.contains(ShapesTests.Coded.class);
		assertThat(find(Alone.class, "statusCode")).map(Method::getDeclaringClass).contains(Alone.class);
		assertThat(find(List.of().getClass(), "size")).map(Method::getDeclaringClass)
			.hasValueSatisfying((type) -> assertThat(type).isPublic());
		assertThat(find(Overriding.class, "code")).map(Method::getDeclaringClass).contains(ShapesTests.CodeOnly.class);
	}

	@Test
	void methodsThatAreNoAccessorsAreNotFound() {
		assertThat(find(ShapesTests.Misleading.class, "statusCode")).isEmpty();
		assertThat(find(ShapesTests.Misleading.class, "code")).isEmpty();
		assertThat(find(ShapesTests.Misleading.class, "getStatusCode")).isEmpty();
		assertThat(find(ShapesTests.Misleading.class, "getRawStatusCode")).isEmpty();
	}

	@Test
	void accessorsOfTypeAreFoundOnce() {
		Accessors accessors = Accessors.of(ShapesTests.NumberStatus.class);
		assertThat(accessors).isSameAs(Accessors.of(ShapesTests.NumberStatus.class));
		assertThat(accessors.have("getStatusCode")).isTrue();
		assertThat(accessors.have("statusCode")).isFalse();
		assertThat(accessors.read(new ShapesTests.NumberStatus(7), "getStatusCode")).isEqualTo(7);
		assertThat(accessors.read("another type", "getStatusCode")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "401, true", "403, true", "404, true", "409, true", "410, true", "425, true", "499, true",
			"400, false", "429, false", "500, false" })
	void someStatusesDependOnTheSender(int status, boolean depends) {
		assertThat(StatusRules.dependOnSender(status)).isEqualTo(depends);
	}

	@ParameterizedTest
	@CsvSource({ "400, SERVER_ERROR, true", "499, TIMEOUT, true", "500, TIMEOUT, false", "500, UNAVAILABLE, true",
			"404, TIMEOUT, false", "404, QUOTA_EXHAUSTED, true", "402, RATE_LIMIT, false", "503, RATE_LIMIT, false",
			"429, UNAVAILABLE, true", "429, QUOTA_EXHAUSTED, true", "429, CONTEXT_LENGTH, false" })
	void someStatusesAdmitCodes(int status, FailureKind kind, boolean admitted) {
		assertThat(StatusRules.admitsCode(status, kind)).isEqualTo(admitted);
	}

	@ParameterizedTest
	@CsvSource({ "0, TIMEOUT, true", "400, TIMEOUT, false", "400, CONTEXT_LENGTH, true", "503, QUOTA_EXHAUSTED, false",
			"429, UNAVAILABLE, false", "429, QUOTA_EXHAUSTED, true" })
	void someStatusesAdmitWords(int status, FailureKind kind, boolean admitted) {
		assertThat(StatusRules.admitsWords(status, kind)).isEqualTo(admitted);
	}

	private FailureKind kind(Optional<Sign> sign) {
		return sign.orElseThrow().in(this.any).kind();
	}

	private static Optional<Method> find(Class<?> type, String name) {
		return ReachableMethod.find(type, name);
	}

	private static class HiddenStatus extends RuntimeException implements ShapesTests.Coded {

		@Override
		public int statusCode() {
			return 429;
		}

	}

	private static final class HeirOfHidden extends HiddenStatus {

	}

	private static final class Alone extends RuntimeException {

		public int statusCode() {
			return 429;
		}

	}

	private static final class Overriding extends ShapesTests.CodeOnly {

		private Overriding() {
			super("code");
		}

		@Override
		public Object code() {
			return "other";
		}

	}

}
