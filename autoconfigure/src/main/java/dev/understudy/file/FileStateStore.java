package dev.understudy.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;

import dev.understudy.health.NoticeBoard;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.StateStore;
import dev.understudy.health.Ticker;

/**
 * Keeps standbys in one JSON file, which is read when the store is opened and replaced as
 * a whole when something has changed: a reader finds either what was written before or
 * what was written last, also after a power cut. The counters of limits may be kept in
 * the same file.
 * <p>
 * One process writes a file; it holds a lock on another one beside it until it closes the
 * store. Thread-safe.
 */
public final class FileStateStore implements StateStore, AutoCloseable {

	private final StateFile file;

	private final Duration every;

	private final NoticeBoard board = new NoticeBoard();

	private boolean unsaved;

	private boolean closed;

	private FileStateStore(StateFile file, Duration every) {
		this.file = file;
		this.every = every;
		file.standbys().forEach(this.board::add);
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
		return new FileStateStore(StateFile.open(file, ticker), every);
	}

	/**
	 * A store of counters that keeps them in the same file, as often as standbys. To be
	 * closed before this one.
	 * @return the store, at most one of a file
	 */
	public FileLimitStore limits() {
		return new FileLimitStore(this.file, this.every);
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
			try (this.file) {
				save();
			}
		}
	}

	private void save() throws IOException {
		if (this.unsaved) {
			this.board.forget(this.file.now());
			this.file.standbys(this.board.notices());
			this.unsaved = false;
		}
	}

}
