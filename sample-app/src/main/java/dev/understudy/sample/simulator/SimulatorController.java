package dev.understudy.sample.simulator;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Breaks and mends simulated models.
 */
@RestController
class SimulatorController {

	private final SimulatedModels models;

	SimulatorController(SimulatedModels models) {
		this.models = models;
	}

	@PostMapping("/simulator/{model}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void set(@PathVariable String model, @RequestBody Switch wanted) {
		this.models.set(model, wanted.fault());
	}

	record Switch(Fault fault) {

		Switch {
			if (fault == null) {
				throw new IllegalArgumentException("A fault must be named");
			}
		}

	}

}
