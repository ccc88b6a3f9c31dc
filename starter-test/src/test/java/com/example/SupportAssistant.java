package com.example;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelFallback;
import dev.understudy.Routed;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Service;

/**
 * Annotated methods around a client of the application's own.
 */
@Service
public class SupportAssistant {

	private final ProviderClient client;

	public SupportAssistant(ProviderClient client) {
		this.client = client;
	}

	@ModelFallback("assistant")
	public Routed<String> answer(String question) {
		return Routed.of(ask(question));
	}

	@ModelFallback("assistant")
	public Flux<String> stream(String question) {
		return Flux.just(ask(question));
	}

	@ModelFallback("assistant")
	public Mono<Routed<String>> later(String question) {
		return Mono.fromSupplier(() -> Routed.of(ask(question)));
	}

	@ModelFallback("assistant")
	public CompletionStage<String> future(String question) {
		return CompletableFuture.completedFuture(ask(question));
	}

	@ModelFallback("assistant")
	public Optional<Invoice> invoice(List<String> lines, String customer, Model model) {
		return Optional.of(new Invoice(ask(customer), lines.size()));
	}

	@ModelFallback(value = "assistant", degrade = false)
	public int count(String question) {
		return Integer.parseInt(ask(question));
	}

	@ModelFallback("frugal")
	public String cheap(String question) {
		return ask(question);
	}

	public String plain() {
		return "no model";
	}

	private String ask(String question) {
		Model model = CurrentModel.require();
		return this.client.ask(model.provider(), model.name(), question);
	}

	public record Invoice(String customer, int cents) {
	}

}
