package dev.understudy.sample.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.understudy.CurrentModel;
import dev.understudy.UnknownNameException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * The models of this application, each with a pace and perhaps a fault. Stands where a
 * real application has the clients of its providers.
 */
@Component
public class SimulatedModels {

	private static final Duration TOO_SLOW = Duration.ofMinutes(1);

	private final Map<String, Duration> pace;

	private final Map<String, Fault> faults = new ConcurrentHashMap<>();

	SimulatedModels(Settings settings) {
		this.pace = settings.pace();
	}

	/**
	 * Asks the model of the running attempt.
	 * @param prompt what it is to answer
	 * @return its answer
	 * @throws InterruptedException when nobody waits for the answer any more
	 */
	public String answer(String prompt) throws InterruptedException {
		String model = CurrentModel.require().id();
		Fault fault = fault(model);
		if (fault == Fault.DOWN) {
			throw new SimulatedHttpException(model, 503, "overloaded", Map.of());
		}
		Thread.sleep(((fault == Fault.SLOW) ? TOO_SLOW : pace(model)).toMillis());
		String answer = Phrasebook.answer(model, prompt);
		CurrentModel.usage(words(prompt), words(answer));
		return answer;
	}

	/**
	 * Breaks or mends a model.
	 * @param model the model's id
	 * @param fault what is wrong with it from now on
	 * @throws UnknownNameException when there is no such model
	 */
	public void set(String model, Fault fault) {
		pace(model);
		this.faults.put(model, fault);
	}

	/**
	 * What is wrong with a model.
	 * @param model the model's id
	 * @return its fault, {@link Fault#NONE} when nothing is wrong
	 */
	public Fault fault(String model) {
		return this.faults.getOrDefault(model, Fault.NONE);
	}

	private Duration pace(String model) {
		Duration pace = this.pace.get(model);
		if (pace == null) {
			throw new UnknownNameException("simulated model", model, this.pace.keySet());
		}
		return pace;
	}

	private static int words(String text) {
		return text.split("\\s+").length;
	}

	/**
	 * How the simulated models behave.
	 *
	 * @param pace how long each takes to answer
	 */
	@ConfigurationProperties("sample")
	record Settings(@DefaultValue Map<String, Duration> pace) {

	}

}
