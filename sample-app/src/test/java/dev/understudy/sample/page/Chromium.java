package dev.understudy.sample.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine, which asks nobody for anything but the page.
 */
final class Chromium implements AutoCloseable {

	/** Milliseconds that whatever happens on a page may take. */
	static final double PATIENCE = 30_000;

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
			"google-chrome-stable");

	private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run");

	private final Playwright playwright;

	private final Browser browser;

	private Chromium(Playwright playwright, Browser browser) {
		this.playwright = playwright;
		this.browser = browser;
	}

	/**
	 * Skips the tests of whoever asks when there is none, and fails them when the
	 * variable UNDERSTUDY_BROWSER says that it is required.
	 */
	static Chromium launch() {
		Path path = find(System.getenv());
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
		Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		try {
			return new Chromium(playwright,
					playwright.chromium()
						.launch(new BrowserType.LaunchOptions().setExecutablePath(path)
							.setArgs(FLAGS)
							.setTimeout(4 * PATIENCE)));
		}
		catch (RuntimeException ex) {
			playwright.close();
			throw ex;
		}
	}

	Browser browser() {
		return this.browser;
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

	static Path find(Map<String, String> variables) {
		Stream<Path> onPath = Arrays.stream(variables.getOrDefault("PATH", "").split(File.pathSeparator))
			.flatMap((folder) -> NAMES.stream().map((name) -> Path.of(folder, name)));
		return Stream.concat(Stream.ofNullable(variables.get("CHROMIUM")).map(Path::of), onPath)
			.filter(Files::isExecutable)
			.findFirst()
			.orElseGet(() -> none("required".equals(variables.get("UNDERSTUDY_BROWSER"))));
	}

	private static Path none(boolean required) {
		String message = "No Chromium on this machine: install the package 'chromium', "
				+ "or name one in the variable CHROMIUM";
		return required ? Assertions.fail(message) : Assumptions.abort(message);
	}

}
