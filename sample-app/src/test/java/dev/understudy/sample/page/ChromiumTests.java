package dev.understudy.sample.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of browser tests with and without a browser.
 */
class ChromiumTests {

	@TempDir
	private Path folder;

	@Test
	void testsAreSkippedWithoutABrowser() {
		assertThatExceptionOfType(TestAbortedException.class)
			.isThrownBy(() -> Chromium.find(Map.of("PATH", this.folder.toString())))
			.withMessageContaining("install the package 'chromium'");
	}

	@Test
	void testsFailWithoutABrowserThatIsRequired() {
		assertThatExceptionOfType(AssertionFailedError.class)
			.isThrownBy(() -> Chromium.find(Map.of("PATH", this.folder.toString(), "UNDERSTUDY_BROWSER", "required")))
			.withMessageContaining("install the package 'chromium'");
	}

	@Test
	void browserOnThePathIsFound() throws IOException {
		Path chromium = Files.createFile(this.folder.resolve("chromium"));
		assertThat(chromium.toFile().setExecutable(true)).isTrue();
		assertThat(Chromium.find(Map.of("PATH", this.folder.toString()))).isEqualTo(chromium);
	}

}
