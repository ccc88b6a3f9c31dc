package dev.understudy.sample.chat;

import java.util.List;
import java.util.Map;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.ModelStatus;
import dev.understudy.sample.web.RoutedAnswer;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;

/**
 * Calls through {@code ModelRouter}, for a chain that is known only when somebody asks.
 */
@RestController
class ChatController {

	private final ModelRouter router;

	private final ModelRegistry registry;

	private final ChatClient client;

	ChatController(ModelRouter router, ModelRegistry registry, ChatClient.Builder clients) {
		this.router = router;
		this.registry = registry;
		this.client = clients.build();
	}

	/** A chain of the user's choice. A conversation stays with one model while it can. */
	@PostMapping("/chat")
	RoutedAnswer<String> chat(@RequestBody ChatRequest chat) {
		ModelRouter.Request request = this.router.chain(chat.chain()).answers(String.class);
		if (chat.conversation() != null) {
			request = request.key(chat.conversation());
		}
		return RoutedAnswer
			.of(request.route((model) -> requireNonNull(this.client.prompt().user(chat.text()).call().content())));
	}

	@GetMapping("/models")
	List<Map<String, Object>> models() {
		return this.registry.statuses().stream().map(ModelStatus::toMap).toList();
	}

}
