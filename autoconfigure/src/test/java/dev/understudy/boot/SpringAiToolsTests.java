package dev.understudy.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.springai.Vendors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Loops of tool calls through a chain, against HTTP.
 */
class SpringAiToolsTests {

	private final Vendors vendors = new Vendors();

	private final ApplicationContextRunner runner = SpringAiContexts.runner(this.vendors.url());

	@AfterEach
	void stop() {
		this.vendors.close();
	}

	@Test
	void toolThatWasCalledIsNotCalledAgainByFailoverWithinTheLoop() {
		this.vendors.says(Vendors.OPENAI, Vendors.openAiCalls("time", "{\"zone\":\"UTC\"}"), Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropic("It is noon"));
		this.runner.run((context) -> {
			Clock clock = new Clock();
			ChatResponse answer = context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("What time is it?")
				.tools(clock)
				.call()
				.chatResponse();

			assertThat(answer.getResult().getOutput().getText()).isEqualTo("It is noon");
			assertThat(clock.calls).hasValue(1);
			assertThat(this.vendors.asked(Vendors.OPENAI)).hasSize(2);
			JsonNode asked = this.vendors.asked(Vendors.ANTHROPIC).get(0);
			assertThat(asked.at("/messages/1/content/0/type").asString()).isEqualTo("tool_use");
			assertThat(asked.at("/messages/1/content/0/id").asString()).isEqualTo("call_7");
			assertThat(asked.at("/messages/2/content/0/type").asString()).isEqualTo("tool_result");
			assertThat(asked.at("/messages/2/content/0/content").asString()).contains("noon");
		});
	}

	@Test
	void toolIsNotCalledAgainWhenAStreamFailsOverWithinTheLoop() {
		this.vendors.says(Vendors.OPENAI, Vendors.openAiStreamCalls("time", "{\"zone\":\"UTC\"}"), Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropicStream("It is ", "noon"));
		this.runner.run((context) -> {
			Clock clock = new Clock();
			List<String> words = context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("What time is it?")
				.tools(clock)
				.stream()
				.content()
				.collectList()
				.block(Duration.ofSeconds(20));

			assertThat(String.join("", words)).isEqualTo("It is noon");
			assertThat(clock.calls).hasValue(1);
			assertThat(this.vendors.asked(Vendors.OPENAI)).hasSize(2);
			assertThat(this.vendors.asked(Vendors.ANTHROPIC)).hasSize(1);
			assertThat(this.vendors.asked(Vendors.ANTHROPIC).get(0).at("/messages/2/content/0/content").asString())
				.contains("noon");
		});
	}

	@Test
	void streamedLoopStaysOnTheModelThatHasBegunIt() {
		this.vendors.says(Vendors.ANTHROPIC, Vendors.fails(500), Vendors.anthropicStream("I was away"));
		this.vendors.says(Vendors.OPENAI, Vendors.openAiStreamCalls("time", "{\"zone\":\"UTC\"}"),
				Vendors.openAiStream("It is ", "noon"));
		this.runner
			.withPropertyValues("understudy.chains.assistant.models=claude,gpt",
					"understudy.defaults.retry.max-attempts=1")
			.run((context) -> {
				List<String> words = context.getBean(ChatClient.Builder.class)
					.build()
					.prompt("What time is it?")
					.tools(new Clock())
					.stream()
					.content()
					.collectList()
					.block(Duration.ofSeconds(20));

				assertThat(String.join("", words)).isEqualTo("It is noon");
				assertThat(this.vendors.asked(Vendors.ANTHROPIC)).hasSize(1);
				assertThat(this.vendors.asked(Vendors.OPENAI)).hasSize(2);
			});
	}

	@Test
	void loopStaysOnTheModelThatHasBegunItAlthoughTheFirstIsBack() {
		this.vendors.says(Vendors.OPENAI, Vendors.fails(500), Vendors.openAi("I was away"));
		this.vendors.says(Vendors.OLLAMA,
				Vendors.Reply.json(200,
						"""
								{"model": "llama3.2", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": "",
								"tool_calls": [{"function": {"name": "time", "arguments": {"zone": "UTC"}}}]},
								"done": true, "done_reason": "stop", "prompt_eval_count": 4, "eval_count": 2}"""),
				Vendors.ollama("It is noon"));
		this.runner
			.withPropertyValues("understudy.chains.assistant.models=gpt,local",
					"understudy.defaults.retry.max-attempts=1")
			.run((context) -> {
				Clock clock = new Clock();
				String answer = context.getBean(ChatClient.Builder.class)
					.build()
					.prompt("What time is it?")
					.tools(clock)
					.call()
					.content();

				assertThat(answer).isEqualTo("It is noon");
				assertThat(this.vendors.asked(Vendors.OPENAI)).hasSize(1);
				assertThat(this.vendors.asked(Vendors.OLLAMA)).hasSize(2);
				assertThat(clock.calls).hasValue(1);
			});
	}

	@Test
	void callOfToolWithoutIdGetsOneForVendorsThatDemandIt() {
		this.vendors.says(Vendors.OLLAMA,
				Vendors.Reply.json(200,
						"""
								{"model": "llama3.2", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": "",
								"tool_calls": [{"function": {"name": "time", "arguments": {"zone": "UTC"}}}]},
								"done": true, "done_reason": "stop", "prompt_eval_count": 4, "eval_count": 2}"""),
				Vendors.fails(503));
		this.vendors.says(Vendors.ANTHROPIC, Vendors.anthropic("It is noon"));
		this.runner.withPropertyValues("understudy.chains.assistant.models=local,claude").run((context) -> {
			Clock clock = new Clock();
			String answer = context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("What time is it?")
				.tools(clock)
				.call()
				.content();

			assertThat(answer).isEqualTo("It is noon");
			JsonNode asked = this.vendors.asked(Vendors.ANTHROPIC).get(0);
			assertThat(asked.at("/messages/1/content/0/id").asString()).isEqualTo("call_0");
			assertThat(asked.at("/messages/2/content/0/tool_use_id").asString()).isEqualTo("call_0");
		});
	}

	static class Clock {

		private final AtomicInteger calls = new AtomicInteger();

		@Tool(description = "Tells the time")
		String time(String zone) {
			this.calls.incrementAndGet();
			return "noon";
		}

	}

}
