package com.example;

import dev.understudy.Model;
import dev.understudy.ModelRouter;
import dev.understudy.Routed;

import org.springframework.stereotype.Service;

/**
 * Sends its own calls through a chain.
 */
@Service
public class Concierge {

	private final ModelRouter router;

	private final ProviderClient client;

	public Concierge(ModelRouter router, ProviderClient client) {
		this.router = router;
		this.client = client;
	}

	public Routed<String> greet(String guest) {
		return this.router.chain("assistant").key(guest).answers(String.class).route((model) -> ask(model, guest));
	}

	private String ask(Model model, String guest) {
		return this.client.ask(model.provider(), model.name(), "Greet " + guest);
	}

}
