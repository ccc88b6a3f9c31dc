package dev.understudy.sample;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import dev.understudy.Attempt;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.Routed;
import dev.understudy.failure.Failure;
import dev.understudy.sample.service.SupportAssistant;
import dev.understudy.sample.simulator.Fault;
import dev.understudy.sample.simulator.SimulatedModel;
import dev.understudy.sample.simulator.Switchboard;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Plays a conversation on the console in which models fail and come back, if
 * {@code sample.conversation} says so. It takes half a minute. Real models are not asked.
 */
@Component
@Order(1)
@ConditionalOnBooleanProperty("sample.conversation")
class Conversation implements CommandLineRunner {

	private static final List<String> PLAYERS = List.of("gpt", "claude", "local");

	private final SupportAssistant assistant;

	private final Switchboard switchboard;

	private final ModelRegistry registry;

	Conversation(SupportAssistant assistant, Switchboard switchboard, ModelRegistry registry) {
		this.assistant = assistant;
		this.switchboard = switchboard;
		this.registry = registry;
	}

	@Override
	public void run(String... arguments) throws InterruptedException {
		if (!this.switchboard.models().stream().map(SimulatedModel::id).toList().containsAll(PLAYERS)) {
			say("There is no conversation: it needs simulated models " + PLAYERS + ".");
			return;
		}
		say("A conversation with simulated models: 'gpt' is the first choice, 'claude' its understudy, then 'local'.");

		say("1. All are well.");
		ask("Where is my parcel?");

		say("2. 'gpt' breaks: its provider answers 503.");
		this.switchboard.set("gpt", Fault.DOWN);
		ask("When do you open?");
		say("   It is left alone for a while, so the next call does not even try it.");
		ask("Can I return my shoes?");

		say("3. 'claude' and 'local' break too: nobody is left.");
		this.switchboard.set("claude", Fault.DOWN);
		this.switchboard.set("local", Fault.DOWN);
		ask("Who are you?");
		say("   An old question still has its last good answer.");
		ask("Where is my parcel?");

		say("4. All are mended, and used again once their standby is over.");
		this.switchboard.mendAll();
		await("gpt");
		ask("Who are you?");
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
