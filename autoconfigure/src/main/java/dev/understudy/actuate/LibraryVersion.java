package dev.understudy.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * The version of this library, as the build noted it.
 */
final class LibraryVersion {

	/** Beside this class. The build fills the version in. */
	static final String NOTE = "version.properties";

	private static final @Nullable String VERSION = read();

	private LibraryVersion() {
	}

	/** Empty where the build did not fill it in, as an IDE may not. */
	static Optional<String> find() {
		return Optional.ofNullable(VERSION);
	}

	private static @Nullable String read() {
		Properties note = new Properties();
		try (InputStream in = LibraryVersion.class.getResourceAsStream(NOTE)) {
			if (in != null) {
				note.load(in);
			}
		}
		catch (IOException ex) {
			return null;
		}
		String version = note.getProperty("version");
		return (version != null && !version.contains("project.version")) ? version : null;
	}

}
