package dev.understudy.sample.simulator;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Breaks and mends simulated models.
 */
@RestController
@RequestMapping("/api/simulator")
class SimulatorController {

	private static final List<Fault> FAULTS = List.of(Fault.values());

	private final Switchboard switchboard;

	SimulatorController(Switchboard switchboard) {
		this.switchboard = switchboard;
	}

	/** Without a simulator there is nothing to be seen. */
	@GetMapping
	List<Position> positions() {
		return this.switchboard.models()
			.stream()
			.map((model) -> new Position(model.id(), this.switchboard.fault(model.id()), FAULTS))
			.toList();
	}

	@PutMapping("/{model}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void set(@PathVariable String model, @RequestBody Switch wanted) {
		String name = (wanted.fault() != null) ? wanted.fault() : "";
		Fault fault = Fault.named(name)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"The fault must be one of " + Arrays.toString(Fault.values())));
		this.switchboard.set(model, fault);
	}

	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void mendAll() {
		this.switchboard.mendAll();
	}

	/**
	 * A switch as it stands.
	 *
	 * @param model the model's id
	 * @param fault what is wrong with it
	 * @param faults what may be
	 */
	record Position(String model, Fault fault, List<Fault> faults) {

	}

	/**
	 * A switch as it is to stand.
	 *
	 * @param fault a fault's name
	 */
	record Switch(@Nullable String fault) {

	}

}
