package dev.understudy.routing;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import dev.understudy.Model;
import dev.understudy.failure.FailurePolicy;
import dev.understudy.health.FailureRules;
import dev.understudy.health.HealthRules;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Models that never stand down for failing, in chains of little time.
 */
final class Timed {

	/** Every test of time ends long before. */
	static final Duration NEVER = Duration.ofHours(1);

	static final Duration NONE = Duration.ZERO;

	private static final HealthRules PATIENT = HealthRules.DEFAULT
		.withFailure(new FailureRules(Duration.ofMinutes(10), Integer.MAX_VALUE, 0, Integer.MAX_VALUE, NONE, 1));

	private Timed() {
	}

	static Duration millis(long millis) {
		return Duration.ofMillis(millis);
	}

	static UnderstudyBuilder models(String... ids) {
		UnderstudyBuilder builder = Understudy.builder();
		Arrays.stream(ids).forEach((id) -> builder.model(model(id)));
		return builder;
	}

	static ModelSettings model(String id) {
		return ModelSettings.of(Model.of(id, "provider", id)).withHealth(PATIENT);
	}

	static SeatSettings seat(String id, Duration timeout) {
		return SeatSettings.of(id).withTimeout(timeout).withRetry(RetryPolicy.NONE);
	}

	/** A chain named "chain" without retries. */
	static ChainSettings chain(Duration timeout, Duration deadline, String... ids) {
		return ChainSettings.of("chain", Arrays.stream(ids).map((id) -> seat(id, timeout)).toList())
			.withDeadline(deadline);
	}

	static FailurePolicy refusing() {
		return FailurePolicy.DEFAULT.withFallbackOn(List.of());
	}

	/**
	 * What the engine keeps of a model, also of one that nobody can use now. Leaves no
	 * trace in its health.
	 */
	static LiveModel live(Understudy understudy, String id) {
		try {
			Field engine = Understudy.class.getDeclaredField("engine");
			engine.setAccessible(true);
			return ((Engine) engine.get(understudy)).ensemble().model(id);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("The engine is no longer where it was", ex);
		}
	}

	static Seat seat(Understudy understudy, String id) {
		Call call = understudy.begin(CallSpec.models(List.of(id)), question("a look at " + id));
		assertThat(call.next()).isEqualTo(Call.Step.ATTEMPT);
		Seat seat = call.seat();
		call.cancelled(new CancellationException());
		return seat;
	}

	static Question question(String subject) {
		return new Question() {

			@Override
			public Class<?> answerType() {
				return String.class;
			}

			@Override
			public @Nullable String text() {
				return null;
			}

			@Override
			public @Nullable String key() {
				return null;
			}

			@Override
			public String subject() {
				return subject;
			}

		};
	}

}
