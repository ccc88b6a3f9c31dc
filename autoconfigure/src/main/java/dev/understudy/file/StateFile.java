package dev.understudy.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.understudy.file.StateDocument.UnreadableException;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JSON file with a section for each who keeps something in it. Read when it is
 * opened, and replaced as a whole when a section has changed: a reader finds either what
 * was written before or what was written last, also after a power cut.
 * <p>
 * One process writes a file; it holds a lock on another one beside it until it closes the
 * file. Thread-safe.
 */
final class StateFile implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FileStateStore.class);

	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'")
		.withZone(ZoneOffset.UTC);

	private static final int NAMED = 5;

	private final Path path;

	private final Ticker ticker;

	private final WriterLock lock;

	private final StateDocument document;

	private boolean closed;

	private StateFile(Path path, Ticker ticker, WriterLock lock) throws IOException {
		this.path = path;
		this.ticker = ticker;
		this.lock = lock;
		this.document = read();
	}

	/**
	 * Opens a file.
	 * @throws StateFileException when state cannot be kept there
	 */
	static StateFile open(Path file, Ticker ticker) {
		Path path = file.toAbsolutePath().normalize();
		Path directory = path.getParent();
		if (directory == null || Files.isDirectory(path)) {
			throw new StateFileException(path, "is a directory", "name a file in it");
		}
		if (!Files.isDirectory(directory)) {
			throw new StateFileException(path, "is to be in a directory that is not there",
					"create '" + directory + "', or name a file elsewhere");
		}
		try {
			WriterLock lock = WriterLock.of(path, ticker.instant());
			try {
				return new StateFile(path, ticker, lock);
			}
			catch (IOException | RuntimeException ex) {
				lock.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new StateFileException(path, "cannot be read and written ('" + ex.getClass().getName() + "')",
					"let this process read and write the file and its directory '" + directory
							+ "', or name a file elsewhere");
		}
	}

	/** The time on the wall. */
	Instant now() {
		return this.ticker.instant();
	}

	/** The standbys that can be understood; one warning names the others. */
	synchronized List<StandbyNotice> standbys() {
		List<StandbyNotice> notices = this.document.notices();
		warn(this.document.ignored());
		return notices;
	}

	/** Writes other standbys, and everything else as it was. */
	synchronized void standbys(Collection<StandbyNotice> notices) throws IOException {
		this.document.standbys(notices);
		write();
	}

	/** The counters that can be understood; one warning names the others. */
	synchronized Map<String, Count> counts() {
		CountSection section = CountSection.read(this.document.section(CountSection.NAME));
		warn(section.ignored());
		return section.counts();
	}

	/** Writes other counters, and everything else as it was. */
	synchronized void counts(Map<String, Count> counts) throws IOException {
		this.document.section(CountSection.NAME, CountSection.write(counts));
		write();
	}

	/** Lets another process have the file. */
	@Override
	public synchronized void close() throws IOException {
		this.closed = true;
		this.lock.close();
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

	private void warn(List<String> ignored) {
		if (!ignored.isEmpty()) {
			logger.warn("State file '{}' has {} entries that cannot be understood and are ignored: '{}'", this.path,
					ignored.size(), String.join("', '", ignored.subList(0, Math.min(NAMED, ignored.size()))));
		}
	}

	private void write() throws IOException {
		if (this.closed) {
			throw new IOException("The state file is closed");
		}
		replace(this.document.json(now()));
	}

	private void replace(byte[] content) throws IOException {
		Path next = this.path.resolveSibling(this.path.getFileName() + ".tmp");
		Files.deleteIfExists(next);
		try (FileChannel channel = FileChannel.open(next,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.attributes(next))) {
			ByteBuffer bytes = ByteBuffer.wrap(content);
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
			channel.force(true);
		}
		Files.move(next, this.path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		syncDirectory();
	}

	/** So that the new name survives a power cut, where a directory can be synced. */
	private void syncDirectory() {
		try (FileChannel directory = FileChannel.open(this.path.resolveSibling("."), StandardOpenOption.READ)) {
			directory.force(true);
		}
		catch (IOException ex) {
			logger.trace("The directory of state file '{}' cannot be synced", this.path, ex);
		}
	}

	private StateDocument read() throws IOException {
		if (!Files.exists(this.path)) {
			return StateDocument.empty();
		}
		try {
			return StateDocument.parse(Files.readAllBytes(this.path));
		}
		catch (UnreadableException ex) {
			Path aside = this.path
				.resolveSibling(this.path.getFileName() + "." + ex.what() + "-" + STAMP.format(this.ticker.instant()));
			Files.move(this.path, aside);
			logger.warn("State file '{}' cannot be understood ({}) and was moved to '{}'; what it kept is not "
					+ "known any more", this.path, ex.what(), aside);
			return StateDocument.empty();
		}
	}

}
