package dev.understudy.spring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.CurrentModel;
import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.ModelRegistry;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.reactive.ReactiveCurrentModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Annotated HTTP interfaces, which are clients of models.
 */
class HttpInterfaceTests {

	private final Map<String, Integer> status = new ConcurrentHashMap<>();

	private HttpServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		String model = exchange.getRequestHeaders().getFirst("X-Model");
		byte[] body = (model + ": " + exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(this.status.getOrDefault(model, 200), body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private ApplicationContextRunner runner() {
		return Theatre.runner()
			.withUserConfiguration(Clients.class)
			.withPropertyValues("test.url=http://" + this.server.getAddress().getAddress().getHostAddress() + ":"
					+ this.server.getAddress().getPort());
	}

	@ParameterizedTest
	@CsvSource({ "401, AUTH_FAILED", "403, AUTH_FAILED", "404, MODEL_NOT_FOUND", "429, RATE_LIMITED",
			"402, QUOTA_EXHAUSTED", "503, UNAVAILABLE" })
	void statusIsTakenForTheModels(int code, StandbyReason reason) {
		this.status.put("gpt", code);
		runner().run((context) -> {
			assertThat(context.getBean(Client.class).ask("hi")).isEqualTo("claude: q=hi");
			assertThat(context.getBean(ModelRegistry.class).status("gpt").standbys()).extracting(Standby::reason)
				.containsExactly(reason);
		});
	}

	@Test
	void serverErrorFallsBackWithoutAStandby() {
		this.status.put("gpt", 500);
		runner().run((context) -> {
			assertThat(context.getBean(Client.class).ask("hi")).isEqualTo("claude: q=hi");
			assertThat(context.getBean(ModelRegistry.class).status("gpt").standbys()).isEmpty();
		});
	}

	@Test
	void requestThatIsTheCallersMistakeReachesTheCallerAsItself() {
		this.status.put("gpt", 400);
		runner().run((context) -> assertThatThrownBy(() -> context.getBean(Client.class).ask("hi"))
			.isInstanceOf(HttpClientErrorException.BadRequest.class));
	}

	@Test
	void defaultMethodOfTheInterfaceAnswersWhenNoModelCan() {
		this.status.putAll(Map.of("gpt", 500, "claude", 503));
		runner()
			.run((context) -> assertThat(context.getBean(Client.class).ask("hi")).isEqualTo("default hi UNAVAILABLE"));
	}

	@Test
	void streamAndMonoGoThroughTheChainAndFindTheirModels() {
		this.status.put("gpt", 503);
		runner().withUserConfiguration(ReactiveClients.class).run((context) -> {
			ReactiveClient client = context.getBean(ReactiveClient.class);
			StepVerifier.create(client.mono("hi")).expectNext("claude: q=hi").verifyComplete();
			assertThat(context.getBean(ModelRegistry.class).status("gpt").standbys()).extracting(Standby::reason)
				.containsExactly(StandbyReason.UNAVAILABLE);
			StepVerifier.create(client.flux("hi")).expectNext("claude: q=hi").verifyComplete();
		});
	}

	@ParameterizedTest
	@CsvSource({ "401, AUTH_FAILED", "404, MODEL_NOT_FOUND", "429, RATE_LIMITED" })
	void statusOfAReactiveClientIsTakenForTheModels(int code, StandbyReason reason) {
		this.status.put("gpt", code);
		runner().withUserConfiguration(ReactiveClients.class).run((context) -> {
			StepVerifier.create(context.getBean(ReactiveClient.class).flux("hi"))
				.expectNext("claude: q=hi")
				.verifyComplete();
			assertThat(context.getBean(ModelRegistry.class).status("gpt").standbys()).extracting(Standby::reason)
				.containsExactly(reason);
		});
	}

	@Test
	void defaultMethodsOfAReactiveInterfaceAnswerWhenNoModelCan() {
		this.status.putAll(Map.of("gpt", 500, "claude", 503));
		runner().withUserConfiguration(ReactiveClients.class).run((context) -> {
			ReactiveClient client = context.getBean(ReactiveClient.class);
			StepVerifier.create(client.mono("hi")).expectNext("later hi UNAVAILABLE").verifyComplete();
			StepVerifier.create(client.flux("hi")).expectNext("by", "words").verifyComplete();
		});
	}

	@Test
	void connectionThatIsRefusedFallsBackToo() {
		this.server.stop(0);
		runner().withUserConfiguration(ReactiveClients.class).run((context) -> {
			assertThat(context.getBean(Client.class).ask("hi")).isEqualTo("default hi NETWORK_ERROR");
			StepVerifier.create(context.getBean(ReactiveClient.class).mono("hi"))
				.expectNext("later hi NETWORK_ERROR")
				.verifyComplete();
		});
	}

	@Test
	void samePlainStatusOfAnOrdinaryBeanSaysNothingAboutTheModel() {
		this.status.put("gpt", 401);
		runner().withBean(Service.class).run((context) -> {
			assertThat(context.getBean(Service.class).ask("hi")).isEqualTo("claude: q=hi");
			assertThat(context.getBean(ModelRegistry.class).status("gpt").standbys()).isEmpty();
		});
	}

	interface Client {

		@ModelFallback
		@DegradeTo("sorry")
		@GetExchange("/ask")
		String ask(@RequestParam("q") String question);

		@GetExchange("/ask")
		String plain(@RequestParam("q") String question);

		default String sorry(String question, Degradation degradation) {
			return "default " + question + " " + degradation.kind();
		}

	}

	interface ReactiveClient {

		@ModelFallback
		@DegradeTo("later")
		@GetExchange("/ask")
		Mono<String> mono(@RequestParam("q") String question);

		@ModelFallback
		@DegradeTo("words")
		@GetExchange("/ask")
		Flux<String> flux(@RequestParam("q") String question);

		default Mono<String> later(String question, Degradation degradation) {
			return Mono.just("later " + question + " " + degradation.kind());
		}

		default Flux<String> words() {
			return Flux.just("by", "words");
		}

	}

	static class Service {

		private final Client client;

		Service(Client client) {
			this.client = client;
		}

		@ModelFallback
		public String ask(String question) {
			return this.client.plain(question);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		Client client(Environment environment) {
			RestClient client = RestClient.builder()
				.baseUrl(environment.getRequiredProperty("test.url"))
				.requestInterceptor((request, body, execution) -> {
					request.getHeaders().set("X-Model", CurrentModel.require().id());
					return execution.execute(request, body);
				})
				.build();
			return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
				.build()
				.createClient(Client.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReactiveClients {

		@Bean
		ReactiveClient reactiveClient(Environment environment) {
			WebClient client = WebClient.builder()
				.clientConnector(new JdkClientHttpConnector())
				.baseUrl(environment.getRequiredProperty("test.url"))
				.filter((request,
						next) -> Mono.deferContextual((context) -> next.exchange(ClientRequest.from(request)
							.header("X-Model", ReactiveCurrentModel.find(context).orElseThrow().id())
							.build())))
				.build();
			return HttpServiceProxyFactory.builderFor(WebClientAdapter.create(client))
				.build()
				.createClient(ReactiveClient.class);
		}

	}

}
