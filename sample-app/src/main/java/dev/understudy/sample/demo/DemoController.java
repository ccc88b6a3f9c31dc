package dev.understudy.sample.demo;

import dev.understudy.PartialAnswerException;
import dev.understudy.sample.service.Companion;
import dev.understudy.sample.service.Concierge;
import dev.understudy.sample.service.StoryTeller;
import dev.understudy.sample.service.Summarizer;
import dev.understudy.sample.service.SupportAssistant;
import dev.understudy.sample.service.TicketClassifier;
import dev.understudy.sample.service.TicketClassifier.Ticket;
import dev.understudy.sample.service.Workbench;
import dev.understudy.sample.web.Question;
import dev.understudy.sample.web.RoutedAnswer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The services, for {@code curl}.
 */
@RestController
@RequestMapping("/demo")
class DemoController {

	private final SupportAssistant assistant;

	private final TicketClassifier classifier;

	private final StoryTeller storyTeller;

	private final Summarizer summarizer;

	private final Workbench workbench;

	private final Concierge concierge;

	private final Companion companion;

	DemoController(SupportAssistant assistant, TicketClassifier classifier, StoryTeller storyTeller,
			Summarizer summarizer, Workbench workbench, Concierge concierge, Companion companion) {
		this.assistant = assistant;
		this.classifier = classifier;
		this.storyTeller = storyTeller;
		this.summarizer = summarizer;
		this.workbench = workbench;
		this.concierge = concierge;
		this.companion = companion;
	}

	@PostMapping("/support")
	RoutedAnswer<String> support(@RequestBody Question question) {
		return RoutedAnswer.of(this.assistant.answer(question.text()));
	}

	@PostMapping("/classify")
	RoutedAnswer<Ticket> classify(@RequestBody Question question) {
		return RoutedAnswer.of(this.classifier.classify(question.text()));
	}

	/** A story that breaks off says so. */
	@PostMapping(path = "/story", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
	Flux<String> story(@RequestBody Question question) {
		return this.storyTeller.tell(question.text())
			.onErrorResume(PartialAnswerException.class,
					(ex) -> Flux.just("\n[" + ex.model().id() + " broke off: " + ex.failure().kind() + "]\n"));
	}

	@PostMapping("/summary")
	Mono<RoutedAnswer<String>> summary(@RequestBody Question question) {
		return this.summarizer.summarize(question.text()).map(RoutedAnswer::of);
	}

	@PostMapping("/cheap")
	RoutedAnswer<String> cheap(@RequestBody Question question) {
		return RoutedAnswer.of(this.workbench.cheaply(question.text()));
	}

	@PostMapping("/fast")
	RoutedAnswer<String> fast(@RequestBody Question question) {
		return RoutedAnswer.of(this.workbench.quickly(question.text()));
	}

	@PostMapping("/coding")
	RoutedAnswer<String> coding(@RequestBody Question question) {
		return RoutedAnswer.of(this.workbench.code(question.text()));
	}

	@PostMapping("/concierge")
	RoutedAnswer<String> concierge(@RequestBody Wish wish) {
		return RoutedAnswer.of(this.concierge.serve(new Concierge.Guest(wish.name(), wish.premium()), wish.text()));
	}

	@PostMapping("/companion")
	RoutedAnswer<String> companion(@RequestBody Remark remark) {
		return RoutedAnswer.of(this.companion.reply(remark.conversation(), remark.text()));
	}

}
