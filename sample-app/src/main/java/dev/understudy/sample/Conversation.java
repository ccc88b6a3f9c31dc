package dev.understudy.sample;

import java.time.Duration;
import java.util.stream.Collectors;

import dev.understudy.Attempt;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.Routed;
import dev.understudy.failure.Failure;
import dev.understudy.sample.simulator.Fault;
import dev.understudy.sample.simulator.SimulatedModels;
import dev.understudy.sample.support.SupportAssistant;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Plays a conversation on the console in which models fail and come back. It takes a few
 * seconds; {@code sample.conversation: false} leaves it out.
 */
@Component
@ConditionalOnBooleanProperty(name = "sample.conversation", matchIfMissing = true)
class Conversation implements CommandLineRunner {

	private final SupportAssistant assistant;

	private final SimulatedModels models;

	private final ModelRegistry registry;

	private final Environment environment;

	Conversation(SupportAssistant assistant, SimulatedModels models, ModelRegistry registry, Environment environment) {
		this.assistant = assistant;
		this.models = models;
		this.registry = registry;
		this.environment = environment;
	}

	@Override
	public void run(String... arguments) throws InterruptedException {
		say("A conversation with two simulated models: 'gpt' is the first choice, 'claude' its understudy.");

		say("1. Both are well.");
		ask("Where is my parcel?");

		say("2. 'gpt' breaks: its provider answers 503.");
		this.models.set("gpt", Fault.DOWN);
		ask("When do you open?");
		say("   It is left alone for a while, so the next call does not even try it.");
		ask("Can I return my shoes?");

		say("3. 'claude' breaks too: nobody is left.");
		this.models.set("claude", Fault.DOWN);
		ask("Who are you?");
		say("   An old question still has its last good answer.");
		ask("Where is my parcel?");

		say("4. Both are mended, and used again once their standby is over.");
		this.models.set("gpt", Fault.NONE);
		this.models.set("claude", Fault.NONE);
		await("gpt");
		ask("Who are you?");

		String port = this.environment.getProperty("local.server.port", "8080");
		say("""
				Now it is your turn. Break a model, and ask:

				  curl localhost:%1$s/simulator/gpt -H 'Content-Type: application/json' -d '{"fault": "DOWN"}'
				  curl localhost:%1$s/chat -H 'Content-Type: application/json' -d '{"chain": "support", "text": "Hello"}'
				  curl localhost:%1$s/models

				Faults: DOWN, SLOW, RATE_LIMITED, QUOTA_GONE, NONE. Chains: support, cheap, balanced. Ctrl+C ends it."""
			.formatted(port));
	}

	private void ask(String question) throws InterruptedException {
		Routed<String> routed = this.assistant.answer(question);
		System.out.println("      you:    " + question);
		System.out.println("      " + name(routed) + routed.value());
		System.out.println("              (" + routed.outcome() + tried(routed) + skipped(routed) + ")");
	}

	private void await(String model) throws InterruptedException {
		while (!this.registry.status(model).healthy()) {
			Duration rest = this.registry.status(model).cooldownRemaining();
			Thread.sleep((rest != null) ? rest.toMillis() + 1 : 100);
		}
	}

	private static String name(Routed<String> routed) {
		Model model = routed.model();
		return "%-8s".formatted((model != null) ? model.id() + ":" : "nobody:");
	}

	private static String tried(Routed<String> routed) {
		return routed.attempts().stream().map(Conversation::tried).collect(Collectors.joining());
	}

	private static String tried(Attempt attempt) {
		Failure failure = attempt.failure();
		return "; " + attempt.model().id() + " " + ((failure != null) ? "failed with " + failure.kind() : "answered");
	}

	private static String skipped(Routed<String> routed) {
		return routed.skipped()
			.entrySet()
			.stream()
			.map((model) -> "; " + model.getKey() + " not tried: " + String.join(", ", model.getValue()))
			.collect(Collectors.joining());
	}

	private static void say(String text) {
		System.out.println();
		System.out.println(text);
	}

}
