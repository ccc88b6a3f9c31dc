package dev.understudy.sample.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelStatus;
import dev.understudy.sample.LeapingTicker;
import dev.understudy.sample.simulator.Switchboard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page as its visitors see it. With {@code -Dsample.pictures=true} the pictures of
 * the README are made anew.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.conversation=false", "simulator.pace.gpt.first-token=60ms",
				"simulator.pace.gpt.tokens-per-second=1500", "simulator.pace.claude.first-token=80ms",
				"simulator.pace.claude.tokens-per-second=1200", "simulator.pace.local.first-token=40ms",
				"simulator.pace.local.tokens-per-second=1000", "understudy.health.unavailable-for=1m",
				"understudy.defaults.retry.max-attempts=1", "understudy.defaults.timeout=30s",
				"understudy.defaults.deadline=90s", "understudy.defaults.stream.first-token-timeout=30s",
				"understudy.defaults.stream.idle-timeout=30s" })
@Import(LeapingTicker.class)
class BrowserTests {

	private static final Path PICTURES = Path.of("target", "pictures");

	/** How long a model is out whose provider is down. */
	private static final Duration STANDBY = Duration.ofMinutes(1);

	private static Chromium chromium;

	private static boolean warm;

	@LocalServerPort
	private int port;

	@Autowired
	private ModelRegistry registry;

	@Autowired
	private LeapingTicker ticker;

	@Autowired
	private Switchboard switchboard;

	@Autowired
	private Audience audience;

	@Autowired
	private Chats chats;

	private Visitor visitor;

	@BeforeAll
	static void launch() {
		chromium = Chromium.launch();
	}

	@AfterAll
	static void close() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@BeforeEach
	void mendEverythingAndOpenThePage() {
		warmUp();
		this.switchboard.mendAll();
		this.registry.statuses().stream().map(ModelStatus::id).forEach((id) -> {
			this.registry.enable(id);
			this.registry.release(id);
		});
		this.visitor = Visitor.atDesk(chromium.browser(), url());
	}

	@AfterEach
	void nothingWentWrongAndNobodyElseWasAsked() {
		assertThat(this.visitor.errors()).isEmpty();
		assertThat(this.visitor.requests()).isNotEmpty().allMatch((request) -> request.startsWith(url()));
		this.visitor.close();
	}

	@Test
	void answerNamesTheModelThatGaveIt() {
		Locator answer = this.visitor.ask("Where is my parcel?");
		assertThat(answer).hasAttribute("data-outcome", "answered");
		assertThat(answer.locator(".who")).hasText("gpt");
		assertThat(answer.locator(".badge")).isHidden();
		assertThat(answer.locator(".text")).not().isEmpty();
		assertThat(this.visitor.news("gpt answered")).isVisible();
	}

	@Test
	void brokenModelIsStoodInForAndTheAnswerSaysSo() {
		this.visitor.flip("gpt");
		Locator answer = this.visitor.ask("When do you open?");
		assertThat(answer.locator(".who")).hasText("claude");
		assertThat(answer.locator(".badge")).hasText("Fell back");
		assertThat(answer.locator(".aside")).hasText("stood in for gpt");
		assertThat(this.visitor.card("gpt")).hasAttribute("data-state", "STANDBY");
		assertThat(this.visitor.card("gpt").locator(".reasons")).containsText("unavailable");
		assertThat(this.visitor.card("gpt").locator(".left")).containsText("back in");
		assertThat(this.visitor.card("claude").locator(".place")).hasText("On stage");
		assertThat(this.visitor.page().locator("#lineup .skipped")).containsText("skipped: unavailable");
		assertThat(this.visitor.news("claude steps in for gpt")).isVisible();
	}

	@Test
	void answerOfNoModelIsMarked() {
		List.of("gpt", "claude", "local").forEach(this.visitor::flip);
		Locator answer = this.visitor.ask("Who are you?");
		assertThat(answer.locator(".who")).hasText("No model");
		assertThat(answer.locator(".badge")).hasText("Degraded");
		assertThat(answer.locator(".verdict")).hasText("This is a substitute, not the answer of a model.");
		assertThat(this.visitor.page().locator("#lineup .nobody")).isVisible();
	}

	@Test
	void mendedModelComesBack() {
		this.visitor.flip("gpt");
		assertThat(this.visitor.ask("When do you open?").locator(".who")).hasText("claude");
		this.visitor.flip("gpt");
		this.ticker.leap(STANDBY);
		assertThat(this.visitor.card("gpt").locator(".place")).hasText("On stage");
		Locator answer = this.visitor.ask("Can I return my shoes?");
		assertThat(answer.locator(".who")).hasText("gpt");
		assertThat(answer.locator(".badge")).isHidden();
		assertThat(this.visitor.news("gpt is back")).isVisible();
	}

	@Test
	void modelIsTakenOutByHandAndPutBack() {
		Locator card = this.visitor.card("gpt");
		card.locator("[aria-pressed]").click();
		assertThat(card).hasAttribute("data-state", "STANDBY");
		assertThat(card.locator(".reasons")).containsText("taken out by hand");
		assertThat(card.locator(".left")).hasText("until put back");
		assertThat(this.visitor.ask("When do you open?").locator(".who")).hasText("claude");
		card.locator("[aria-pressed]").click();
		assertThat(card).hasAttribute("data-state", "ACTIVE");
		assertThat(this.visitor.ask("When do you open?").locator(".who")).hasText("gpt");
	}

	@Test
	void cutAnswerIsSaidToBeCut() {
		this.visitor.choose("stories");
		this.visitor.fault("gpt", "CUT_STREAM");
		Locator answer = this.visitor.ask("Tell me a story.");
		assertThat(answer.locator(".badge")).hasText("Cut off");
		assertThat(answer.locator(".text")).not().isEmpty();
		assertThat(answer.locator(".verdict")).containsText("gpt broke off");
		assertThat(answer.locator(".verdict")).containsText("This is not the whole answer.");
	}

	@Test
	void answerCanBeStopped() {
		this.visitor.fault("gpt", "HANG");
		this.visitor.begin("Are you there?");
		this.visitor.page().locator("#send").click();
		Locator answer = this.visitor.page().locator(".answer").last();
		assertThat(answer.locator(".badge")).hasText("Stopped");
		assertThat(this.visitor.page().locator("#send")).hasText("Send");
	}

	@Test
	void firstStepsLeadThroughABreakAndBack() {
		for (String step : List.of("Ask something", "Break gpt", "Ask again", "Mend gpt")) {
			Locator now = this.visitor.page().locator("[aria-current=step]");
			assertThat(now).containsText(step);
			now.click();
		}
		assertThat(this.visitor.page().locator("[aria-current=step]")).containsText("Ask once it is back");
		this.ticker.leap(STANDBY);
		assertThat(this.visitor.card("gpt").locator(".place")).hasText("On stage");
		this.visitor.page().locator("[aria-current=step]").click();
		assertThat(this.visitor.page().locator("#programme-end")).isVisible();
		assertThat(this.visitor.page().locator(".answer .who").last()).hasText("gpt");
	}

	@Test
	void runningOrderIsThatOfTheChosenChain() {
		this.visitor.choose("cheap");
		assertThat(this.visitor.page().locator("#order-title")).hasText("Running order of cheap: cheapest first");
		assertThat(this.visitor.page().locator("#lineup .next").first()).containsText("local");
		assertThat(this.visitor.ask("When do you open?").locator(".who")).hasText("local");
	}

	/**
	 * The simulated models repeat what they were asked, so it comes back as an answer.
	 */
	@Test
	void markupStaysText() {
		this.visitor.choose("cheap");
		for (String prompt : List.of("<img src=x onerror=\"window.struck=1\">", "<script>window.struck=1</script>",
				"<a href=\"javascript:window.struck=1\">x</a><style>*{display:none}</style>",
				"\"><svg onload=window.struck=1>", "{{7*7}} ${7*7} <%= 7*7 %>")) {
			assertThat(this.visitor.ask(prompt).locator(".text")).containsText(prompt);
			assertThat(this.visitor.page().locator(".question").last()).hasText(prompt);
		}
		assertThat(this.visitor.page().locator(".talk").locator("img, script, svg, style, a")).hasCount(0);
		assertThat(this.visitor.page().evaluate("window.struck")).isNull();
	}

	@Test
	void everythingCanBeDoneWithKeysAlone() {
		Page page = this.visitor.page();
		page.keyboard().press("Tab");
		assertThat(page.locator(".skip")).isFocused();
		page.keyboard().press("Enter");
		assertThat(page.locator("#message")).isFocused();
		page.keyboard().type("Where is my parcel?");
		page.keyboard().press("Enter");
		assertThat(page.locator(".answer").last()).hasAttribute("data-outcome", "answered");
		Locator broken = this.visitor.card("gpt").locator(".break");
		tabTo(broken);
		page.keyboard().press("Space");
		assertThat(broken).hasText("Mend");
		tabTo(this.visitor.card("claude").locator("select"));
		page.keyboard().press("ArrowDown");
		assertThat(this.visitor.card("claude")).hasAttribute("data-broken", "yes");
		tabTo(this.visitor.card("local").locator("[aria-pressed]"));
		page.keyboard().press("Enter");
		assertThat(this.visitor.card("local")).hasAttribute("data-state", "STANDBY");
		tabTo(page.locator("#events"));
		// Nothing holds the focus: it goes round, past everything again.
		tabTo(page.locator("#message"));
		page.keyboard().type("Who is left?");
		page.keyboard().press("Enter");
		assertThat(page.locator(".answer").last().locator(".badge")).hasText("Degraded");
	}

	@Test
	void everythingHasANameAndCanBeRead() {
		Page page = this.visitor.page();
		this.visitor.ask("Where is my parcel?");
		this.visitor.flip("gpt");
		this.visitor.ask("When do you open?");
		this.visitor.fault("claude", "CUT_STREAM");
		this.visitor.ask("Tell me a story.");
		this.visitor.flip("local");
		this.visitor.card("claude").locator("[aria-pressed]").click();
		this.visitor.ask("Who are you?");
		for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
			page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
			assertThat(Sight.pale(page)).as(scheme.name()).isEmpty();
		}
		assertThat(Sight.nameless(page)).isEmpty();
		assertThat(Sight.tiny(page)).isEmpty();
	}

	@Test
	void nothingMovesForThoseWhoDoNotWantIt() {
		this.visitor.fault("gpt", "HANG");
		this.visitor.begin("Where is my parcel?");
		assertThat(this.visitor.page().locator(".answer").last()).hasAttribute("aria-busy", "true");
		assertThat(this.visitor.page()
			.evaluate("() => document.getAnimations().filter((each) => each.playState === 'running').length"))
			.isEqualTo(0);
		this.visitor.page().locator("#send").click();
		assertThat(this.visitor.page().locator(".answer").last()).hasAttribute("aria-busy", "false");
	}

	@Test
	void phoneShowsEverythingWithoutScrollingSideways() {
		try (Visitor phone = Visitor.withPhone(chromium.browser(), url(), ColorScheme.LIGHT)) {
			phone.flip("gpt");
			phone.ask("Where-is-my-parcel-with-a-word-that-is-much-longer-than-any-telephone-is-wide?");
			phone.card("claude").locator("[aria-pressed]").click();
			assertThat(phone.card("claude")).hasAttribute("data-state", "STANDBY");
			assertThat(Sight.sticksOut(phone.page())).isZero();
			assertThat(Sight.tiny(phone.page())).isEmpty();
			assertThat(phone.errors()).isEmpty();
		}
	}

	@Test
	void pageComesBackWhenTheApplicationDoes() {
		this.audience.stop();
		try {
			assertThat(this.visitor.page().locator("#link-words")).hasText("Reconnecting");
		}
		finally {
			this.audience.start();
		}
		assertThat(this.visitor.page().locator("#link-words")).hasText("Live");
		assertThat(this.visitor.ask("Where is my parcel?").locator(".who")).hasText("gpt");
		// That nobody was there is in the console, and rightly so.
		assertThat(this.visitor.errors()).allMatch((error) -> error.contains("503"));
		this.visitor.errors().clear();
	}

	/** Those that are shown are made from a fresh start, with a minute of history. */
	@Test
	void pictures() throws IOException {
		boolean shown = Boolean.getBoolean("sample.pictures");
		try (Visitor desk = Visitor.atDesk(chromium.browser(), url());
				Visitor phone = Visitor.withPhone(chromium.browser(), url(), ColorScheme.DARK)) {
			for (int i = 0; shown && i < 12; i++) {
				this.chats.answer(new Line((i % 3 == 0) ? "best" : "support", "Hello", null)).blockLast();
				desk.page().waitForTimeout(2_500);
			}
			phone.ask("Can I return my shoes?");
			desk.ask("Where is my parcel?");
			desk.flip("gpt");
			desk.ask("When do you open?");
			take(desk, "page-light.png", shown);
			take(phone, "page-phone.png", false);
			desk.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
			desk.fault("claude", "CUT_STREAM");
			desk.ask("Tell me a story about a theatre.");
			desk.card("claude").locator("[aria-pressed]").click();
			desk.flip("local");
			desk.ask("Who are you?");
			take(desk, "page-dark.png", shown);
			phone.page()
				.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("page-phone-whole.png"))
					.setFullPage(true));
		}
	}

	private static void take(Visitor visitor, String name, boolean shown) throws IOException {
		Path path = PICTURES.resolve(name);
		visitor.page().evaluate("() => document.activeElement?.blur()");
		visitor.page().screenshot(new Page.ScreenshotOptions().setPath(path));
		if (shown) {
			Path small = Files.createDirectories(Path.of("..", "docs", "pictures")).resolve(name);
			Picture.shrink(path, small);
			assertThat(Files.size(small)).as(name).isLessThan(150_000);
		}
	}

	/** The first call of each client loads half of its library. */
	private void warmUp() {
		if (!warm) {
			List.of("support", "best", "cheap")
				.forEach((chain) -> this.chats.answer(new Line(chain, "Hello", null)).blockLast());
			warm = true;
		}
	}

	/** Goes on with the tabulator until it is there, and sees the focus all the way. */
	private void tabTo(Locator target) {
		Page page = this.visitor.page();
		for (int i = 0; i < 60; i++) {
			page.keyboard().press("Tab");
			if (Boolean.TRUE.equals(target.evaluate("(node) => node === document.activeElement"))) {
				assertThat(target.evaluate("(node) => getComputedStyle(node).outlineStyle")).isEqualTo("solid");
				return;
			}
		}
		assertThat(target).isFocused();
	}

	private String url() {
		return "http://127.0.0.1:" + this.port + "/";
	}

}
