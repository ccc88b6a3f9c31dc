package dev.understudy.sample.chat;

import java.util.List;
import java.util.Map;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.ModelStatus;
import dev.understudy.sample.simulator.SimulatedModels;
import dev.understudy.sample.support.SupportAssistant;
import dev.understudy.sample.support.TicketClassifier;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What users of the application call.
 */
@RestController
class ChatController {

	private final ModelRouter router;

	private final ModelRegistry registry;

	private final SimulatedModels models;

	private final SupportAssistant assistant;

	private final TicketClassifier classifier;

	ChatController(ModelRouter router, ModelRegistry registry, SimulatedModels models, SupportAssistant assistant,
			TicketClassifier classifier) {
		this.router = router;
		this.registry = registry;
		this.models = models;
		this.assistant = assistant;
		this.classifier = classifier;
	}

	/** A chain of the user's choice. A conversation stays with one model while it can. */
	@PostMapping("/chat")
	ChatAnswer chat(@RequestBody ChatRequest chat) {
		ModelRouter.Request request = this.router.chain(chat.chain()).answers(String.class);
		if (chat.conversation() != null) {
			request = request.key(chat.conversation());
		}
		return ChatAnswer.of(request.route((model) -> this.models.answer(chat.text())));
	}

	@PostMapping("/support")
	ChatAnswer support(@RequestBody Question question) throws InterruptedException {
		return ChatAnswer.of(this.assistant.answer(question.text()));
	}

	@PostMapping("/classify")
	TicketClassifier.Ticket classify(@RequestBody Question question) throws InterruptedException {
		return this.classifier.classify(question.text());
	}

	@GetMapping("/models")
	List<Map<String, Object>> models() {
		return this.registry.statuses().stream().map(ModelStatus::toMap).toList();
	}

}
