package dev.understudy.sample.page;

import dev.understudy.ModelRegistry;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What the page calls.
 */
@RestController
@RequestMapping("/api")
class PageController {

	private final Chats chats;

	private final Overviews overviews;

	private final Audience audience;

	private final ModelRegistry registry;

	PageController(Chats chats, Overviews overviews, Audience audience, ModelRegistry registry) {
		this.chats = chats;
		this.overviews = overviews;
		this.audience = audience;
		this.registry = registry;
	}

	/** One line of JSON for each {@link ChatEvent}, as it happens. */
	@PostMapping(path = "/chat", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_NDJSON_VALUE)
	Flux<ChatEvent> chat(@RequestBody JsonNode body) {
		return this.chats.answer(Line.of(body));
	}

	@GetMapping("/overview")
	Overview overview() {
		return this.overviews.now();
	}

	@GetMapping("/events")
	SseEmitter events() {
		return this.audience.admit();
	}

	/** Takes a model out by hand, until somebody puts it back. */
	@PutMapping("/models/{id}/standby")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void takeOut(@PathVariable String id) {
		this.registry.disable(id, null, "taken out on the page");
	}

	@DeleteMapping("/models/{id}/standby")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void putBack(@PathVariable String id) {
		this.registry.release(id);
	}

}
