package dev.understudy.spring;

import java.net.ConnectException;
import java.util.List;
import java.util.stream.Stream;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.understudy.ChainExhaustedException;
import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.ModelRegistry;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Annotated interfaces that LangChain4j implements, over a chat model that asks whichever
 * model is the current one.
 */
class AiServiceTests {

	private final ApplicationContextRunner runner = Theatre.runner().withUserConfiguration(Services.class);

	@Test
	void eachAttemptReachesTheCurrentModel() {
		this.runner.run((context) -> {
			Cast cast = context.getBean(Cast.class).fail("gpt");
			assertThat(context.getBean(Assistant.class).ask("hi")).isEqualTo("claude: hi");
			assertThat(cast.called()).containsExactly("gpt", "claude");
		});
	}

	@Test
	void annotationOfTheInterfaceHoldsForItsMethods() {
		this.runner.run((context) -> {
			Cast cast = context.getBean(Cast.class).fail("local");
			assertThat(context.getBean(Cheap.class).ask("hi")).isEqualTo("nobody is there");
			assertThat(cast.called()).containsExactly("local");
		});
	}

	@Test
	void methodThatReturnsATokenStreamIsRefusedAtStartUp() {
		this.runner.withUserConfiguration(Streams.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Streaming.ask(String)")
				.hasMessageContaining("returns a TokenStream"));
	}

	@Test
	void answerIsReadIntoTheTypeOfTheMethod() {
		this.runner.run((context) -> {
			context.getBean(Cast.class).fail("gpt");
			assertThat(context.getBean(Assistant.class).words("hi")).containsExactly("claude: hi");
		});
	}

	@Test
	void answerThatCannotBeReadIsInvalid() {
		this.runner.run((context) -> assertThatExceptionOfType(ChainExhaustedException.class)
			.isThrownBy(() -> context.getBean(Assistant.class).number("hi"))
			.withMessageContainingAll("gpt: INVALID_RESPONSE", "claude: INVALID_RESPONSE"));
	}

	@ParameterizedTest
	@MethodSource
	void failuresAreTakenForTheModels(Exception thrown, StandbyReason reason) {
		this.runner.run((context) -> {
			context.getBean(Cast.class).failWith(thrown, "gpt");
			assertThat(context.getBean(Assistant.class).ask("hi")).isEqualTo("claude: hi");
			assertThat(context.getBean(ModelRegistry.class).status("gpt").standbys()).extracting(Standby::reason)
				.containsExactly(reason);
		});
	}

	static Stream<Arguments> failuresAreTakenForTheModels() {
		return Stream.of(
				Arguments.of(new AuthenticationException(new HttpException(401, "no")), StandbyReason.AUTH_FAILED),
				Arguments.of(new ModelNotFoundException(new HttpException(404, "no")), StandbyReason.MODEL_NOT_FOUND),
				Arguments.of(new RateLimitException(new HttpException(429, "no")), StandbyReason.RATE_LIMITED),
				Arguments.of(new HttpClientErrorException(HttpStatus.UNAUTHORIZED), StandbyReason.AUTH_FAILED),
				Arguments.of(new HttpClientErrorException(HttpStatus.NOT_FOUND), StandbyReason.MODEL_NOT_FOUND));
	}

	@Test
	void mistakeOfTheCallerReachesTheCallerAsItself() {
		InvalidRequestException mistake = new InvalidRequestException(new HttpException(400, "no"));
		this.runner.run((context) -> {
			Cast cast = context.getBean(Cast.class).failWith(mistake, "gpt");
			assertThatThrownBy(() -> context.getBean(Assistant.class).ask("hi")).isSameAs(mistake);
			assertThat(cast.called()).containsExactly("gpt");
		});
	}

	@Test
	void defaultMethodOfTheInterfaceAnswersWhenNoModelCan() {
		this.runner.run((context) -> {
			context.getBean(Cast.class)
				.failWith(new RuntimeException(new ConnectException("down")), "gpt")
				.failWith(new TimeoutException("slow"), "claude");
			assertThat(context.getBean(Assistant.class).ask("hi")).isEqualTo("default hi TIMEOUT");
		});
	}

	@Test
	void toolsOfAServiceRunWithinTheAttempt() {
		this.runner.run((context) -> {
			Cast cast = context.getBean(Cast.class).fail("gpt");
			assertThat(context.getBean(Assistant.class).ask("clock")).isEqualTo("claude: noon");
			assertThat(cast.called()).containsExactly("gpt", "claude", "claude");
		});
	}

	interface Assistant {

		@ModelFallback
		@DegradeTo("sorry")
		String ask(String question);

		@ModelFallback
		List<String> words(String question);

		@ModelFallback
		int number(String question);

		default String sorry(String question, Degradation degradation) {
			return "default " + question + " " + degradation.kind();
		}

	}

	@ModelFallback("cheap")
	@DegradeTo(text = "nobody is there")
	interface Cheap {

		String ask(String question);

	}

	/** The time, as a tool. */
	static class Clock {

		@Tool
		String time() {
			return "noon";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Services {

		@Bean
		ChatModel chatModel(Cast cast) {
			return new CurrentChatModel(cast);
		}

		@Bean
		Assistant assistant(ChatModel model) {
			return AiServices.builder(Assistant.class).chatModel(model).tools(new Clock()).build();
		}

		@Bean
		Cheap cheap(ChatModel model) {
			return AiServices.builder(Cheap.class).chatModel(model).build();
		}

	}

	/** Asks for the time when the question is of a clock. */
	private record CurrentChatModel(Cast cast) implements ChatModel {

		@Override
		public ChatResponse doChat(ChatRequest request) {
			Object last = request.messages().get(request.messages().size() - 1);
			String asked = (last instanceof ToolExecutionResultMessage result) ? result.text()
					: ((UserMessage) last).singleText().lines().findFirst().orElseThrow();
			String answer;
			try {
				answer = this.cast.answerOrThrow(asked);
			}
			catch (RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			ToolExecutionRequest tool = ToolExecutionRequest.builder().id("1").name("time").arguments("{}").build();
			return ChatResponse.builder()
				.aiMessage("clock".equals(asked) ? AiMessage.from(tool) : AiMessage.from(answer))
				.build();
		}

	}

	interface Streaming {

		@ModelFallback
		TokenStream ask(String question);

	}

	@Configuration(proxyBeanMethods = false)
	static class Streams {

		@Bean
		Streaming streaming() {
			return AiServices.builder(Streaming.class).streamingChatModel(new StreamingChatModel() {
			}).build();
		}

	}

}
