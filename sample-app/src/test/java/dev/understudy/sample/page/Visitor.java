package dev.understudy.sample.page;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Somebody in front of the page, who also notes what it asks for and what goes wrong.
 */
final class Visitor implements AutoCloseable {

	private final BrowserContext context;

	private final Page page;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<String> errors = new CopyOnWriteArrayList<>();

	private Visitor(Browser browser, String url, int width, int height, ColorScheme scheme) {
		this.context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height)
			.setColorScheme(scheme)
			.setReducedMotion(ReducedMotion.REDUCE)
			.setLocale("en-GB"));
		this.context.setDefaultTimeout(Chromium.PATIENCE);
		this.context.onRequest((request) -> this.requests.add(request.url()));
		this.page = this.context.newPage();
		this.page.onConsoleMessage((message) -> {
			if (List.of("error", "warning").contains(message.type())) {
				this.errors.add(message.text());
			}
		});
		this.page.onPageError(this.errors::add);
		this.page.navigate(url);
		assertThat(this.page.locator("#link-words")).hasText("Live");
	}

	static Visitor atDesk(Browser browser, String url) {
		return atDesk(browser, url, ColorScheme.LIGHT);
	}

	static Visitor atDesk(Browser browser, String url, ColorScheme scheme) {
		return new Visitor(browser, url, 1280, 860, scheme);
	}

	static Visitor withPhone(Browser browser, String url, ColorScheme scheme) {
		return new Visitor(browser, url, 360, 740, scheme);
	}

	Page page() {
		return this.page;
	}

	List<String> requests() {
		return this.requests;
	}

	List<String> errors() {
		return this.errors;
	}

	/** Asks, and waits for the end of the answer. */
	Locator ask(String text) {
		begin(text);
		Locator answer = this.page.locator(".answer").last();
		assertThat(answer).hasAttribute("aria-busy", "false");
		return answer;
	}

	/** Asks, and waits for nothing. */
	void begin(String text) {
		this.page.fill("#message", text);
		this.page.press("#message", "Enter");
	}

	void choose(String chain) {
		this.page.selectOption("#chain", chain);
	}

	Locator card(String model) {
		return this.page.locator(".card[data-model='" + model + "']");
	}

	/** Breaks or mends a model with a click. */
	void flip(String model) {
		boolean broken = "Mend".equals(card(model).locator(".break").textContent());
		card(model).locator(".break").click();
		assertThat(card(model).locator(".break")).hasText(broken ? "Break" : "Mend");
	}

	void fault(String model, String fault) {
		card(model).locator("select").selectOption(fault);
		assertThat(card(model)).hasAttribute("data-broken", "yes");
	}

	Locator news(String sentence) {
		return this.page.locator("#events .what").filter(new Locator.FilterOptions().setHasText(sentence)).first();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
