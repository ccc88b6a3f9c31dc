package dev.understudy.sample.service;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.understudy.ChainExhaustedException;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.Outcome;
import dev.understudy.PartialAnswerException;
import dev.understudy.Routed;
import dev.understudy.sample.service.Concierge.Guest;
import dev.understudy.sample.service.TicketClassifier.Ticket;
import dev.understudy.sample.service.TicketClassifier.Topic;
import dev.understudy.sample.service.TicketClassifier.Urgency;
import dev.understudy.sample.simulator.Fault;
import dev.understudy.sample.simulator.Switchboard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What each service does while its models are well, broken, and gone.
 */
@SpringBootTest(properties = "understudy.chains.best.when-unavailable=fail")
@ActiveProfiles("quick")
class ServicesTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	/** So many that a model that gets one in five is certainly among them. */
	private static final int MANY = 100;

	@Autowired
	private SupportAssistant assistant;

	@Autowired
	private TicketClassifier classifier;

	@Autowired
	private StoryTeller storyTeller;

	@Autowired
	private Summarizer summarizer;

	@Autowired
	private Workbench workbench;

	@Autowired
	private Concierge concierge;

	@Autowired
	private Companion companion;

	@Autowired
	private Switchboard switchboard;

	@Autowired
	private ModelRegistry registry;

	@BeforeEach
	void mendEverything() {
		this.switchboard.mendAll();
		this.registry.statuses().forEach((status) -> this.registry.enable(status.id()));
	}

	@Test
	void assistantFallsBackAndThenRepeatsItself() {
		Routed<String> good = this.assistant.answer("Where is my parcel?");
		assertThat(good.value()).startsWith("Your parcel is on its way");
		assertThat(model(good)).isEqualTo("gpt");
		this.switchboard.set("gpt", Fault.DOWN);
		assertThat(model(this.assistant.answer("When do you open?"))).isEqualTo("claude");
		breakAll();
		Routed<String> repeated = this.assistant.answer("When do you open?");
		assertThat(repeated.value()).startsWith("We are open from 9 to 18");
		assertThat(repeated.outcome()).isEqualTo(Outcome.DEGRADED);
		assertThat(this.assistant.answer("Something new").value()).isEqualTo("Sorry, I can't answer right now.");
	}

	@Test
	void classifierReadsARecordAndIsHonestWithoutAModel() {
		Routed<Ticket> ticket = this.classifier.classify("Where is my parcel? I need it today!");
		assertThat(ticket.value()).isEqualTo(new Ticket(Topic.DELIVERY, Urgency.HIGH));
		assertThat(model(ticket)).isEqualTo("local");
		breakAll();
		Routed<Ticket> unsorted = this.classifier.classify("Where is my parcel? I need it today!");
		assertThat(unsorted.value()).isEqualTo(new Ticket(Topic.OTHER, Urgency.NORMAL));
		assertThat(unsorted.degraded()).isTrue();
	}

	@Test
	void storyComesWordByWordFromOneModel() {
		StepVerifier.create(this.storyTeller.tell("cats").collectList()).assertNext((words) -> {
			assertThat(words).hasSizeGreaterThan(100);
			assertThat(String.join("", words)).startsWith("Once upon a time").contains("You asked gpt");
		}).expectComplete().verify(LONG);
	}

	@Test
	void storyIsToldByAnotherModelWhenTheFirstHasNotBegun() {
		this.switchboard.set("gpt", Fault.GARBAGE);
		String story = String.join("", this.storyTeller.tell("cats").collectList().block(LONG));
		assertThat(story).startsWith("Once upon a time").contains("You asked claude");
	}

	@Test
	void storyThatBreaksOffSaysSo() {
		this.switchboard.set("gpt", Fault.CUT_STREAM);
		StepVerifier.create(this.storyTeller.tell("cats"))
			.thenConsumeWhile((word) -> true)
			.expectErrorSatisfies(
					(thrown) -> assertThat(thrown).isInstanceOfSatisfying(PartialAnswerException.class, (partial) -> {
						assertThat(partial.model().id()).isEqualTo("gpt");
						assertThat(partial.text()).startsWith("Once upon a time").doesNotContain("Sundays");
					}))
			.verify(LONG);
	}

	@Test
	void storyOfNobodyIsTheChains() {
		breakAll();
		StepVerifier.create(this.storyTeller.tell("cats"))
			.expectNext("Once upon a time nobody was there to tell a story.")
			.expectComplete()
			.verify(LONG);
	}

	@Test
	void summaryIsAMonoThatFallsBackAndDegrades() {
		this.switchboard.set("local", Fault.DOWN);
		Routed<String> summary = this.summarizer.summarize("A long text about parcels").block(LONG);
		assertThat(summary.value()).startsWith("Your parcel");
		assertThat(summary.outcome()).isEqualTo(Outcome.FELL_BACK);
		breakAll();
		Routed<String> beginning = this.summarizer.summarize("A long text").block(LONG);
		assertThat(beginning.value()).isEqualTo("A long text…");
		assertThat(beginning.degraded()).isTrue();
	}

	@Test
	void workGoesToTheModelsOfItsChain() {
		assertThat(model(this.workbench.cheaply("Hello"))).isEqualTo("local");
		assertThat(models(MANY, () -> this.workbench.quickly("Hello"))).containsOnly("local", "gpt");
		assertThat(models(MANY, () -> this.workbench.code("Sort names"))).containsOnly("claude", "gpt");
		this.switchboard.set("claude", Fault.DOWN);
		this.switchboard.set("gpt", Fault.DOWN);
		assertThatExceptionOfType(ChainExhaustedException.class).isThrownBy(() -> this.workbench.code("Sort names"));
	}

	@ParameterizedTest
	@CsvSource({ "true, best, claude", "false, cheap, local" })
	void guestDecidesWhoServes(boolean premium, String chain, String model) {
		Routed<String> answer = this.concierge.serve(new Guest("ada", premium), "Hello");
		assertThat(answer.chain()).isEqualTo(chain);
		assertThat(model(answer)).isEqualTo(model);
		breakAll();
		assertThat(this.concierge.serve(new Guest("ada", premium), "Hello").value())
			.isEqualTo("The concierge is out for a moment.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "anna", "bert", "carl" })
	void conversationStaysWithItsModelAndReturnsToIt(String conversation) {
		List<String> models = models(() -> this.companion.reply(conversation, "Hello"));
		String own = models.get(0);
		assertThat(models).containsOnly(own);
		this.switchboard.set(own, Fault.DOWN);
		assertThat(models(() -> this.companion.reply(conversation, "Hello"))).doesNotContain(own);
		mendEverything();
		assertThat(models(() -> this.companion.reply(conversation, "Hello"))).containsOnly(own);
	}

	private void breakAll() {
		for (String model : List.of("gpt", "claude", "local")) {
			this.switchboard.set(model, Fault.DOWN);
		}
	}

	private static List<String> models(Supplier<Routed<String>> call) {
		return models(30, call);
	}

	private static List<String> models(int calls, Supplier<Routed<String>> call) {
		return IntStream.range(0, calls).mapToObj((i) -> model(call.get())).toList();
	}

	private static String model(Routed<?> routed) {
		Model model = routed.model();
		return (model != null) ? model.id() : "nobody";
	}

}
