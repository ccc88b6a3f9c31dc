package dev.understudy.sample.web;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class SameOriginFilterTests {

	private static final int OK = 200;

	private final SameOriginFilter filter = new SameOriginFilter(new WebSettings(Set.of("Demo.example")));

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH" })
	void requestThatSaysNothingOfItsOriginPasses(String method) throws Exception {
		assertThat(status(request(method, "/api/simulator/gpt"))).isEqualTo(OK);
	}

	@ParameterizedTest
	@CsvSource({ "POST, /actuator/models/gpt", "DELETE, /actuator/models/gpt", "PUT, /api/simulator/gpt",
			"DELETE, /api/simulator", "POST, /api/chat", "POST, /chat", "POST, /demo/story",
			"POST, /v1/chat/completions", "GET, /v1/models", "GET, /api/events", "OPTIONS, /api/chat", "TRACE, /" })
	void otherOriginIsRefused(String method, String path) throws Exception {
		MockHttpServletRequest byOrigin = request(method, path);
		byOrigin.addHeader("Origin", "https://evil.example");
		assertThat(status(byOrigin)).isEqualTo(403);
		MockHttpServletRequest bySite = request(method, path);
		bySite.addHeader("Sec-Fetch-Site", "cross-site");
		assertThat(status(bySite)).isEqualTo(403);
	}

	@Test
	void linkFromElsewhereMayLeadHere() throws Exception {
		MockHttpServletRequest request = request("GET", "/");
		request.addHeader("Sec-Fetch-Site", "cross-site");
		assertThat(status(request)).isEqualTo(OK);
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost:8080, 200", "http://LOCALHOST:8080, 200", "http://localhost:9090, 403",
			"http://localhost, 403", "https://localhost:8080, 403", "http://127.0.0.1:8080, 403", "null, 403",
			"'', 403", "http://localhost:8080.evil.example, 403", "http://localhost:8080@evil.example, 403",
			"'http://local host', 403", "https://demo.example, 200" })
	void originMustBeTheOneThatIsAsked(String origin, int status) throws Exception {
		MockHttpServletRequest request = request("POST", "/api/chat");
		request.addHeader("Origin", origin);
		assertThat(status(request)).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "same-origin, 200", "none, 200", "same-site, 403", "cross-site, 403", "'', 403" })
	void siteMustBeTheSame(String site, int status) throws Exception {
		MockHttpServletRequest request = request("POST", "/api/chat");
		request.addHeader("Sec-Fetch-Site", site);
		assertThat(status(request)).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "localhost, 200", "sample.localhost, 200", "127.0.0.1, 200", "127.1.2.3, 200", "[::1], 200",
			"demo.example, 200", "evil.example, 403", "127.0.0.1.evil.example, 403", "localhost.evil.example, 403",
			"192.168.0.7, 403" })
	void nameThatMerelyPointsHereIsRefused(String host, int status) throws Exception {
		MockHttpServletRequest request = request("POST", "/api/chat");
		request.setServerName(host);
		request.addHeader("Origin", "http://" + host + ":8080");
		assertThat(status(request)).isEqualTo(status);
	}

	/** A page that is read under such a name could read everything here. */
	@ParameterizedTest
	@ValueSource(
			strings = { "/", "/models", "/actuator/prometheus", "/actuator/models/gpt", "/api/overview", "/v1/models" })
	void nameThatMerelyPointsHereReadsNothing(String path) throws Exception {
		MockHttpServletRequest request = request("GET", path);
		request.setServerName("evil.example");
		assertThat(status(request)).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "TEXT/PLAIN; charset=utf-8", "application/x-www-form-urlencoded",
			"multipart/form-data; boundary=x" })
	void formIsRefused(String type) throws Exception {
		MockHttpServletRequest request = request("POST", "/api/chat");
		request.setContentType(type);
		assertThat(status(request)).isEqualTo(415);
	}

	@Test
	void jsonPasses() throws Exception {
		MockHttpServletRequest request = request("POST", "/api/chat");
		request.setContentType("application/json;charset=UTF-8");
		assertThat(status(request)).isEqualTo(OK);
	}

	@Test
	void refusalIsAProblemThatTellsNothingOfTheRequest() throws Exception {
		MockHttpServletRequest request = request("POST", "/api/chat");
		request.addHeader("Origin", "https://evil.example/\"<script>");
		MockHttpServletResponse response = answer(request);
		assertThat(response.getContentType()).startsWith("application/problem+json");
		assertThat(response.getContentAsString()).isEqualTo(
				"{\"title\": \"Forbidden\", \"status\": 403, \"detail\": \"Pages of other origins may not do this\"}");
	}

	@Test
	void gatewayRefusesInItsOwnWords() throws Exception {
		MockHttpServletRequest request = request("POST", "/v1/chat/completions");
		request.setServletPath("/v1");
		request.addHeader("Origin", "https://evil.example");
		MockHttpServletResponse response = answer(request);
		assertThat(response.getContentType()).startsWith("application/json");
		assertThat(response.getContentAsString())
			.isEqualTo("{\"error\": {\"message\": \"Pages of other origins may not do this\", "
					+ "\"type\": \"invalid_request_error\", \"param\": null, \"code\": \"forbidden\"}}");
	}

	private int status(MockHttpServletRequest request) throws ServletException, IOException {
		return answer(request).getStatus();
	}

	private MockHttpServletResponse answer(MockHttpServletRequest request) throws ServletException, IOException {
		MockHttpServletResponse response = new MockHttpServletResponse();
		MockFilterChain chain = new MockFilterChain();
		this.filter.doFilter(request, response, chain);
		assertThat(chain.getRequest() != null).isEqualTo(response.getStatus() == OK);
		return response;
	}

	private static MockHttpServletRequest request(String method, String path) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, path);
		request.setServletPath(path);
		request.setServerName("localhost");
		request.setServerPort(8080);
		return request;
	}

}
