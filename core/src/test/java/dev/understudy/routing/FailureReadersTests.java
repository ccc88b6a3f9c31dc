package dev.understudy.routing;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import dev.understudy.failure.ClientTrust;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureReadersTests {

	private final Unauthorized thrown = new Unauthorized();

	@Test
	void applicationsClassifiersComeFirst() {
		FailureClassifier added = (each) -> Optional.of(Failure.of(FailureKind.TIMEOUT, each));
		FailureReaders readers = new FailureReaders(List.of(added), Clock.systemUTC());
		assertThat(readers.read(this.thrown, ClientTrust.KNOWN_CLIENTS).kind()).isEqualTo(FailureKind.TIMEOUT);
	}

	@Test
	void statusIsTakenForTheModelsOnlyWhereEverythingIsTrusted() {
		FailureReaders readers = new FailureReaders(List.of(), Clock.systemUTC());
		assertThat(readers.read(this.thrown, ClientTrust.KNOWN_CLIENTS).kind()).isEqualTo(FailureKind.UNKNOWN);
		assertThat(readers.read(this.thrown, ClientTrust.EVERYTHING).kind()).isEqualTo(FailureKind.AUTH_ERROR);
	}

	@Test
	void callIsReadByTheTrustOfItsSpec() {
		Stage stage = Stage.of("a", "b");
		CallSpec spec = CallSpec.chain(Stage.CHAIN).withReport();
		assertThat(kind(stage, spec)).isEqualTo(FailureKind.UNKNOWN);
		assertThat(kind(stage, spec.withTrust(ClientTrust.EVERYTHING))).isEqualTo(FailureKind.AUTH_ERROR);
	}

	private FailureKind kind(Stage stage, CallSpec spec) {
		Call call = stage.understudy.begin(spec, Asked.ANYTHING);
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
		call.failed(this.thrown);
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
		call.answered("fine");
		Failure failure = call.routed("fine").attempts().get(0).failure();
		assertThat(failure).isNotNull();
		return failure.kind();
	}

	/**
	 * What any HTTP library might throw.
	 */
	public static final class Unauthorized extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@SuppressWarnings("unused")
		public int getStatusCode() {
			return 401;
		}

	}

}
