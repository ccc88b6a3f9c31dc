package dev.understudy.sample.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.understudy.UnknownNameException;
import dev.understudy.sample.simulator.SimulatorSettings.Pace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SwitchboardTests {

	private static final SimulatedModel GPT = new SimulatedModel("gpt", "openai", "gpt-4.1", Pace.USUAL);

	private static final SimulatedModel MINI = new SimulatedModel("mini", "openai", "gpt-4.1-mini", Pace.USUAL);

	private static final SimulatedModel LOCAL = new SimulatedModel("local", "ollama", "llama3.2", Pace.USUAL);

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T12:00:01Z"));

	private final Switchboard switchboard = new Switchboard(List.of(GPT, MINI, LOCAL), Duration.ofSeconds(6),
			this.now::get);

	@Test
	void everyModelIsWellAtFirst() {
		assertThat(this.switchboard.models())
			.allSatisfy((model) -> assertThat(this.switchboard.fault(model.id())).isEqualTo(Fault.NONE));
	}

	@Test
	void modelIsBrokenAlone() {
		this.switchboard.set("gpt", Fault.DOWN);
		assertThat(this.switchboard.now(GPT)).isEqualTo(Fault.DOWN);
		assertThat(this.switchboard.now(MINI)).isEqualTo(Fault.NONE);
	}

	@Test
	void providerIsBrokenWithAllOfItsModels() {
		this.switchboard.set("openai", Fault.WRONG_KEY);
		assertThat(this.switchboard.fault("gpt")).isEqualTo(Fault.WRONG_KEY);
		assertThat(this.switchboard.fault("mini")).isEqualTo(Fault.WRONG_KEY);
		assertThat(this.switchboard.fault("local")).isEqualTo(Fault.NONE);
	}

	@Test
	void allAreMendedAtOnce() {
		this.switchboard.set("gpt", Fault.HANG);
		this.switchboard.set("local", Fault.SLOW);
		this.switchboard.mendAll();
		everyModelIsWellAtFirst();
	}

	@Test
	void flappingModelIsDownAndWellByTurns() {
		this.switchboard.set("gpt", Fault.FLAPPING);
		assertThat(this.switchboard.now(GPT)).isEqualTo(Fault.DOWN);
		pass(5);
		assertThat(this.switchboard.now(GPT)).isEqualTo(Fault.DOWN);
		pass(1);
		assertThat(this.switchboard.now(GPT)).isEqualTo(Fault.NONE);
		pass(6);
		assertThat(this.switchboard.now(GPT)).isEqualTo(Fault.DOWN);
		assertThat(this.switchboard.fault("gpt")).isEqualTo(Fault.FLAPPING);
	}

	@Test
	void whoeverListensIsToldOfEachModelThatIsNotAsBefore() {
		List<String> told = new ArrayList<>();
		this.switchboard.listen((model) -> told.add(model + " " + this.switchboard.fault(model)));
		this.switchboard.set("openai", Fault.HANG);
		this.switchboard.set("gpt", Fault.HANG);
		this.switchboard.set("local", Fault.NONE);
		this.switchboard.mendAll();
		this.switchboard.mendAll();
		assertThat(told).containsExactly("gpt HANG", "mini HANG", "gpt NONE", "mini NONE");
	}

	@Test
	void unknownModelIsToldWithTheNearestName() {
		assertThatExceptionOfType(UnknownNameException.class).isThrownBy(() -> this.switchboard.set("gtp", Fault.DOWN))
			.withMessageContaining("did you mean 'gpt'?");
	}

	private void pass(int seconds) {
		this.now.updateAndGet((before) -> before.plusSeconds(seconds));
	}

}
