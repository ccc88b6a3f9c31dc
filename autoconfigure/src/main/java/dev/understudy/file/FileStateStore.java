package dev.understudy.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.understudy.file.StateDocument.UnreadableException;
import dev.understudy.health.NoticeBoard;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.StateStore;
import dev.understudy.health.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps standbys in one JSON file, which is read when the store is opened and replaced as
 * a whole when something has changed: a reader finds either what was written before or
 * what was written last, also after a power cut.
 * <p>
 * One process writes a file; it holds a lock on another one beside it until it closes the
 * store. Thread-safe.
 */
public final class FileStateStore implements StateStore, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FileStateStore.class);

	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'")
		.withZone(ZoneOffset.UTC);

	private static final int NAMED = 5;

	private final Path path;

	private final Duration every;

	private final Ticker ticker;

	private final WriterLock lock;

	private final StateDocument document;

	private final NoticeBoard board = new NoticeBoard();

	private boolean unsaved;

	private boolean closed;

	private FileStateStore(Path path, Duration every, Ticker ticker, WriterLock lock) throws IOException {
		this.path = path;
		this.every = every;
		this.ticker = ticker;
		this.lock = lock;
		this.document = read();
		this.document.notices().forEach(this.board::add);
		List<String> ignored = this.document.ignored();
		if (!ignored.isEmpty()) {
			logger.warn("State file '{}' has {} entries that cannot be understood and are ignored: '{}'", path,
					ignored.size(), String.join("', '", ignored.subList(0, Math.min(NAMED, ignored.size()))));
		}
	}

	/**
	 * Opens a file, which is made when something is to be kept. Its directory must be
	 * there.
	 * @param file where it is
	 * @param every how long changes gather before they are written
	 * @param ticker tells what is over
	 * @return the store, for this process alone
	 * @throws StateFileException when state cannot be kept there
	 */
	public static FileStateStore open(Path file, Duration every, Ticker ticker) {
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
				return new FileStateStore(path, every, ticker, lock);
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

	/**
	 * Does nothing: no other process writes the file.
	 */
	@Override
	public void listen(Consumer<StandbyNotice> listener) {
	}

	@Override
	public Collection<StandbyNotice> load() {
		return this.board.notices();
	}

	@Override
	public synchronized void publish(Collection<StandbyNotice> notices) throws IOException {
		if (this.closed) {
			throw new IOException("The state file is closed");
		}
		for (StandbyNotice notice : notices) {
			this.unsaved |= this.board.add(notice);
		}
		save();
	}

	@Override
	public Duration interval() {
		return this.every;
	}

	/**
	 * Writes what could not be written before, and lets another process have the file.
	 * @throws IOException when it cannot be written
	 */
	@Override
	public synchronized void close() throws IOException {
		if (!this.closed) {
			this.closed = true;
			try (this.lock) {
				save();
			}
		}
	}

	private void save() throws IOException {
		if (this.unsaved) {
			Instant now = this.ticker.instant();
			this.board.forget(now);
			replace(this.document.with(this.board.notices(), now));
			this.unsaved = false;
		}
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
			logger.warn("State file '{}' cannot be understood ({}) and was moved to '{}'; standbys that it kept are "
					+ "not known any more", this.path, ex.what(), aside);
			return StateDocument.empty();
		}
	}

}
