package dev.understudy.sample.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine, which asks nobody for anything but the page.
 */
final class Chromium implements AutoCloseable {

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

	/** Skips the tests of whoever asks when there is none. */
	static Chromium launch() {
		Optional<Path> path = find();
		Assumptions.assumeTrue(path.isPresent(),
				"No Chromium on this machine: install the package 'chromium', or name one in the variable CHROMIUM");
		Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		try {
			return new Chromium(playwright, playwright.chromium()
				.launch(new BrowserType.LaunchOptions().setExecutablePath(path.orElseThrow()).setArgs(FLAGS)));
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

	private static Optional<Path> find() {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		Stream<Path> onPath = Arrays.stream(path.split(File.pathSeparator))
			.flatMap((folder) -> NAMES.stream().map((name) -> Path.of(folder, name)));
		return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of), onPath)
			.filter(Files::isExecutable)
			.findFirst();
	}

}
