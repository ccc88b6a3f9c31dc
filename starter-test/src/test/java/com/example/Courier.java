package com.example;

import dev.understudy.ModelRouter;
import dev.understudy.Routed;

/**
 * Sends a call through a chain, and is no bean.
 */
public final class Courier {

	private final ModelRouter router;

	private final ProviderClient client;

	public Courier(ModelRouter router, ProviderClient client) {
		this.router = router;
		this.client = client;
	}

	public Routed<String> bring(String what) {
		return this.router.chain("assistant")
			.answers(String.class)
			.route((model) -> this.client.ask(model.provider(), model.name(), "Bring " + what));
	}

}
