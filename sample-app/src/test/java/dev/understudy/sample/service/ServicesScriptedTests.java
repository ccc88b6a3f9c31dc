package dev.understudy.sample.service;

import java.time.Duration;

import dev.understudy.PartialAnswerException;
import dev.understudy.StandbyReason;
import dev.understudy.failure.FailureKind;
import dev.understudy.sample.service.Concierge.Guest;
import dev.understudy.sample.service.TicketClassifier.Ticket;
import dev.understudy.sample.service.TicketClassifier.Topic;
import dev.understudy.sample.service.TicketClassifier.Urgency;
import dev.understudy.test.ScriptedModels;
import dev.understudy.test.VirtualClock;
import dev.understudy.test.boot.AutoConfigureScriptedModels;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static dev.understudy.test.Script.answers;
import static dev.understudy.test.Script.fails;
import static dev.understudy.test.Script.hangs;
import static dev.understudy.test.Script.streams;
import static dev.understudy.test.UnderstudyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records, streams and chosen chains, with models that do what the test says.
 */
@SpringBootTest
@AutoConfigureScriptedModels
class ServicesScriptedTests {

	private static final String TICKET = "{\"topic\": \"DELIVERY\", \"urgency\": \"HIGH\"}";

	@Autowired
	private ScriptedModels models;

	@Autowired
	private VirtualClock clock;

	@Autowired
	private TicketClassifier classifier;

	@Autowired
	private StoryTeller storyTeller;

	@Autowired
	private Concierge concierge;

	@Test
	void ticketIsARecordOfTheCheapestModel() {
		this.models.script("local", answers(TICKET));
		assertThat(this.classifier.classify("Where is my parcel?")).isAnsweredBy("local")
			.isAnsweredByFirstChoice()
			.hasAnswer(new Ticket(Topic.DELIVERY, Urgency.HIGH));
	}

	@Test
	void ticketThatCannotBeReadIsAFailureLikeAnyOther() {
		this.models.script("local", answers("It is about a parcel."));
		this.models.script("gpt", answers(TICKET));
		assertThat(this.classifier.classify("Where is my parcel?")).fellBackFrom("local", FailureKind.INVALID_RESPONSE)
			.fellBackTo("gpt")
			.hasAnswer(new Ticket(Topic.DELIVERY, Urgency.HIGH));
	}

	@Test
	void ticketOfNobodyIsUnsorted() {
		this.models.standDown("local", StandbyReason.MANUAL);
		this.models.standDown("gpt", StandbyReason.AUTH_FAILED, Duration.ofHours(1));
		this.models.script("claude", fails(FailureKind.QUOTA_EXHAUSTED));
		assertThat(this.classifier.classify("Where is my parcel?")).isDegradedBecauseOf(FailureKind.QUOTA_EXHAUSTED)
			.skipped("local", "MANUAL")
			.skipped("gpt", "AUTH_FAILED")
			.hasAnswer(new Ticket(Topic.OTHER, Urgency.NORMAL));
	}

	@Test
	void storyIsToldByAnotherModelWhenTheFirstSaysNothing() {
		this.models.script("gpt", hangs());
		this.models.script("claude", answers("Once ", "upon a time"));
		StepVerifier.create(this.storyTeller.tell("cats").filter((words) -> !words.isEmpty()))
			.expectNext("Once ", "upon a time")
			.expectComplete()
			.verify(Duration.ofSeconds(30));
		assertThat(this.clock.instant()).isEqualTo(VirtualClock.BEGINNING.plusSeconds(2));
		assertThat(this.models.asked("claude")).extracting("question").containsExactly("Tell me a story about cats");
	}

	@Test
	void storyThatBreaksOffIsNotToldByTwo() {
		this.models.script("gpt", streams("Once ", "upon").thenCuts());
		StepVerifier.create(this.storyTeller.tell("cats"))
			.expectNext("Once ", "upon")
			.expectErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOfSatisfying(PartialAnswerException.class,
					(partial) -> assertThat(partial.text()).isEqualTo("Once upon")))
			.verify(Duration.ofSeconds(30));
		assertThat(this.models.asked("claude")).isEmpty();
	}

	@Test
	void guestWhoPaysIsServedByTheBest() {
		this.models.script("claude", fails(FailureKind.UNAVAILABLE));
		this.models.script("gpt", answers("A table at nine."));
		assertThat(this.concierge.serve(new Guest("ada", true), "A table"))
			.fellBackFrom("claude", FailureKind.UNAVAILABLE)
			.fellBackTo("gpt");
		this.models.script("local", answers("A bench."));
		assertThat(this.concierge.serve(new Guest("bob", false), "A table")).isAnsweredBy("local")
			.hasAnswer("A bench.");
	}

}
