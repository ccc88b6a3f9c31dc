package dev.understudy.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.understudy.Model;
import dev.understudy.failure.FailureKind;
import dev.understudy.micrometer.RouterMeters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the dashboard and the alert rules ask for is what Prometheus gets from the sample,
 * before its first call. Only first tokens, whose meters begin with the first of them,
 * are told of by hand.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DashboardTests {

	private static final Path FOLDER = Path.of("..", "docs", "grafana");

	private static final Pattern METRIC = Pattern.compile("understudy_\\w+");

	/** A metric with what stands in its braces. */
	private static final Pattern SELECTOR = Pattern.compile("(understudy_\\w+)\\{([^}]*)}");

	private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");

	@Autowired
	private RouterMeters meters;

	@LocalServerPort
	private int port;

	private String scrape = "";

	@BeforeEach
	void scrape() {
		this.meters.firstContent("support", Model.of("gpt", "openai", "gpt-4.1"), 1);
		this.scrape = new String(RestTestClient.bindToServer()
			.baseUrl("http://localhost:" + this.port)
			.build()
			.get()
			.uri("/actuator/prometheus")
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult()
			.getResponseBodyContent());
	}

	@ParameterizedTest
	@ValueSource(strings = { "understudy.json", "understudy-alerts.yml" })
	void everyMetricThatIsNamedExistsInTheScrapeOfTheSample(String file) throws IOException {
		Set<String> named = found(METRIC, read(file));
		assertThat(named).hasSizeGreaterThan(2);
		assertThat(this.scrape.lines().map(DashboardTests::metric)).containsAll(named);
	}

	@ParameterizedTest
	@ValueSource(strings = { "understudy.json", "understudy-alerts.yml" })
	void everyLabelThatIsAskedForIsOneOfItsMetric(String file) throws IOException {
		Matcher selectors = SELECTOR.matcher(read(file).replace("\\\"", "\""));
		int looked = 0;
		while (selectors.find()) {
			String sample = this.scrape.lines()
				.filter((line) -> metric(line).equals(selectors.group(1)))
				.findFirst()
				.orElse("");
			assertThat(found(LABEL, sample)).as(selectors.group()).containsAll(found(LABEL, selectors.group(2)));
			looked++;
		}
		assertThat(looked).isPositive();
	}

	@Test
	void everyPanelHasTitleDescriptionAndAQuery() throws IOException {
		JsonNode panels = JsonMapper.shared().readTree(read("understudy.json")).get("panels");
		for (JsonNode panel : panels) {
			if (!"row".equals(panel.get("type").asString())) {
				assertThat(panel.get("title").asString()).isNotBlank();
				assertThat(panel.get("description").asString()).isNotBlank();
				assertThat(panel.at("/targets/0/expr").asString()).contains("understudy_");
			}
		}
	}

	/** A stop button is no outage. */
	@ParameterizedTest
	@ValueSource(strings = { "understudy.json", "understudy-alerts.yml" })
	void theShareOfFailedCallsLeavesOutWhatCallersDid(String file) throws IOException {
		String text = read(file).replace("\\\"", "\"").replaceAll("\\s+", " ");
		Matcher failed = Pattern.compile("outcome=~?\"[^\"]*failed[^\"]*\"[^-]*").matcher(text);
		assertThat(failed.results()).isNotEmpty().allSatisfy((share) -> {
			Matcher less = Pattern.compile("- \\(sum[^{]*attempts_seconds_count\\{[^}]*result=~\"([^\"]+)\"")
				.matcher(text)
				.region(share.end(), text.length());
			assertThat(less.lookingAt()).isTrue();
			assertThat(less.group(1).split("\\|")).containsExactly(FailureKind.CANCELLED.tag(),
					FailureKind.BAD_REQUEST.tag(), FailureKind.CONTENT_FILTER.tag());
		});
	}

	@Test
	void nothingIsAskedForThatNobodySeesBeforeTheFirstCall() {
		Set<String> ours = this.scrape.lines()
			.map(DashboardTests::metric)
			.filter((name) -> name.startsWith("understudy_"))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(ours).contains("understudy_calls_seconds_count", "understudy_attempts_seconds_count",
				"understudy_fallbacks_total", "understudy_degradations_total", "understudy_tokens_total",
				"understudy_cost_total", "understudy_model_state", "understudy_model_success_rate",
				"understudy_model_score", "understudy_model_cooldown_seconds");
	}

	private static String read(String file) throws IOException {
		return Files.readString(FOLDER.resolve(file));
	}

	/** The name at the beginning of a line of the scrape. */
	private static String metric(String line) {
		return line.split("[{ ]", 2)[0];
	}

	private static Set<String> found(Pattern pattern, String text) {
		return pattern.matcher(text)
			.results()
			.map((result) -> result.group(Math.min(1, result.groupCount())))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
