package dev.understudy.micrometer;

import java.util.Arrays;
import java.util.List;

import dev.understudy.Model;
import dev.understudy.ModelCall;
import dev.understudy.routing.Understudy;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What names an observed call has, and what registries and handlers may do to it.
 */
class CallObservationConventionTests {

	private final Journal journal = new Journal();

	private final Understudy understudy = Chains.engine(new CallObservations(this.journal.registry, null));

	@AfterEach
	void close() {
		this.understudy.close();
	}

	@Test
	void conventionOfTheApplicationReplacesOurs() {
		CallObservationConvention own = new DefaultCallObservationConvention() {

			@Override
			public String getName() {
				return "llm.call";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(CallObservationContext context) {
				return KeyValues.of(KeyValue.of("team", "stage"));
			}

		};
		try (Understudy named = Chains.engine(new CallObservations(this.journal.registry, own))) {
			named.router().call("talk", Model::id);
		}
		assertThat(this.journal.ended).containsExactly("llm.call attempts=1 team=stage");
	}

	@Test
	void conventionOfTheRegistryReplacesOurs() {
		this.journal.registry.observationConfig().observationConvention(new Global());
		call(Model::id);
		assertThat(this.journal.ended).containsExactly("global.call");
	}

	@Test
	void registryWithoutHandlersMeansNoObservations() {
		CallObservations idle = new CallObservations(ObservationRegistry.create(), null);
		assertThat(idle.observes()).isFalse();
		assertThat(new CallObservations(ObservationRegistry.NOOP, null).observes()).isFalse();
		try (Understudy unobserved = Chains.engine(idle)) {
			assertThat(unobserved.isObserved()).isFalse();
			assertThat(unobserved.router().<String>call("talk", Model::id)).isEqualTo("gpt");
		}
	}

	@Test
	void callsThatAreNotToBeObservedLeaveTheirSurroundingsAsTheyAre() {
		this.journal.registry.observationConfig()
			.observationPredicate((name, context) -> !name.equals("understudy.call"));
		Observation.createNotStarted("request", this.journal.registry)
			.observe(() -> call(
					(model) -> Observation.createNotStarted("client", this.journal.registry).observe(model::id)));
		assertThat(this.journal.ended).containsExactly("request > client", "request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "start", "open", "close", "event", "error", "stop" })
	void handlerThatThrowsHarmsNoCallAndLeavesNoScope(String where) {
		this.journal.registry.observationConfig().observationHandler(new Thrower(where));
		assertThat(call(Chains.unless("gpt"))).isEqualTo("claude");
		assertThatThrownBy(() -> call(Chains.unless("gpt", "claude"))).isInstanceOf(RuntimeException.class);
		assertThat(this.journal.registry.getCurrentObservationScope()).isNull();
	}

	@Test
	void handlerOfMetersCountsCallsAndAttempts() {
		MeterRegistry meters = new SimpleMeterRegistry();
		this.journal.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		call(Chains.unless("gpt"));
		assertThat(meters.get("understudy.call").tags("chain", "talk", "model", "claude").timer().count()).isOne();
		assertThat(meters.get("understudy.call.attempt").counter().count()).isEqualTo(2);
		assertThat(meters.get("understudy.call.active").longTaskTimer().activeTasks()).isZero();
	}

	@Test
	void keysAreTheDocumentedOnes() {
		call(Model::id);
		this.journal.registry.assertThat()
			.hasSingleObservationThat()
			.hasOnlyKeys(Arrays
				.stream(KeyName.merge(CallObservationDocumentation.CALL.getLowCardinalityKeyNames(),
						CallObservationDocumentation.CALL.getHighCardinalityKeyNames()))
				.map((name) -> name.asString())
				.toArray(String[]::new));
		assertThat(CallObservationDocumentation.CALL.getDefaultConvention())
			.isEqualTo(DefaultCallObservationConvention.class);
		assertThat(CallObservationDocumentation.CALL.getEvents()).extracting(Observation.Event::getName)
			.containsExactly("attempt");
	}

	@Test
	void keysAreSpelledLikeTheTagsOfTheMeter() {
		MeterRegistry meters = new SimpleMeterRegistry();
		try (Understudy measured = Chains.builder(new CallObservations(this.journal.registry, null))
			.listener(new RouterMeters(meters))
			.build()) {
			measured.router().call("talk", Model::id);
			measured.router().call("talk", Chains.unless("gpt"));
			assertThatThrownBy(() -> measured.router().call("talk", Chains.unless("gpt", "claude")))
				.isInstanceOf(RuntimeException.class);
			measured.router().chain("talk-down").answers(String.class).call(Chains.unless("gpt"));
		}
		List<String> tags = meters.find("understudy.calls")
			.timers()
			.stream()
			.map(CallObservationConventionTests::tags)
			.toList();
		assertThat(this.journal.ended).hasSize(4)
			.allSatisfy((line) -> assertThat(tags).anySatisfy((each) -> assertThat(line).contains(each.split(" "))));
	}

	private String call(ModelCall<String> work) {
		return this.understudy.router().call("talk", work);
	}

	private static String tags(Meter meter) {
		StringBuilder text = new StringBuilder();
		meter.getId().getTags().forEach((tag) -> text.append(tag.getKey() + "=" + tag.getValue() + " "));
		return text.toString().trim();
	}

	/** A convention for all calls of a registry. */
	private static final class Global implements GlobalObservationConvention<CallObservationContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof CallObservationContext;
		}

		@Override
		public String getName() {
			return "global.call";
		}

	}

	/** A handler that throws in one place. */
	private record Thrower(String where) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			at("start");
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			at("open");
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			at("close");
		}

		@Override
		public void onEvent(Observation.Event event, Observation.Context context) {
			at("event");
		}

		@Override
		public void onError(Observation.Context context) {
			at("error");
		}

		@Override
		public void onStop(Observation.Context context) {
			at("stop");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		private void at(String place) {
			if (place.equals(this.where)) {
				throw new IllegalStateException(Chains.CANARY);
			}
		}

	}

}
