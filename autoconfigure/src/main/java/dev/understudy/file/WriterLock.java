package dev.understudy.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The right to write a state file, held in a file beside it for as long as the process
 * lives. That file says who holds it, and stays when nobody does.
 */
final class WriterLock implements AutoCloseable {

	private static final Pattern HOLDER = Pattern.compile("process \\d{1,10} since [0-9T:.Z-]{1,40}");

	/** Beyond what is written, so that others can read it on every system. */
	private static final long POSITION = Long.MAX_VALUE - 1;

	/**
	 * Lock files that this process holds, with what they say. A second channel of such a
	 * file would, when it is closed, end the lock of the first one on many systems.
	 */
	private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

	private final Path path;

	private final FileChannel channel;

	private final FileLock lock;

	private WriterLock(Path path, FileChannel channel, FileLock lock) {
		this.path = path;
		this.channel = channel;
		this.lock = lock;
	}

	/**
	 * Takes the lock.
	 * @throws StateFileException when somebody else holds it
	 */
	static WriterLock of(Path file, Instant now) throws IOException {
		Path path = file.resolveSibling(".").toRealPath().resolve(file.getFileName() + ".lock");
		String holder = "process " + ProcessHandle.current().pid() + " since " + now;
		String present = HELD.putIfAbsent(path, holder);
		if (present != null) {
			throw isWritten(file, present);
		}
		try {
			return open(file, path, holder);
		}
		catch (IOException | RuntimeException ex) {
			HELD.remove(path);
			throw ex;
		}
	}

	private static WriterLock open(Path file, Path path, String holder) throws IOException {
		FileChannel channel = FileChannel.open(path,
				Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
				OwnerOnly.attributes(file));
		try {
			FileLock lock = tryLock(channel);
			if (lock == null) {
				throw isWritten(file, holder(path));
			}
			channel.truncate(0);
			channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)));
			return new WriterLock(path, channel, lock);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	@Override
	public void close() throws IOException {
		try (this.channel) {
			this.lock.release();
		}
		finally {
			HELD.remove(this.path);
		}
	}

	private static StateFileException isWritten(Path file, String holder) {
		return new StateFileException(file, "is written by " + holder,
				"give each instance a file of its own with 'understudy.state.file.path', or end the other one");
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock(POSITION, 1, false);
		}
		catch (OverlappingFileLockException ex) {
			// This very process holds it, by another class loader.
			return null;
		}
	}

	private static String holder(Path path) {
		try {
			Matcher written = HOLDER.matcher(Files.readString(path));
			return written.find() ? written.group() : "another process";
		}
		catch (IOException ex) {
			return "another process";
		}
	}

}
