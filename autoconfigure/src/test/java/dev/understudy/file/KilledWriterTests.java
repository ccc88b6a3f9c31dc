package dev.understudy.file;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Writers in processes of their own, which are killed while they write.
 */
class KilledWriterTests {

	private static final Duration EVERY = Duration.ofMillis(10);

	private static final int KILLS = 50;

	private static final int LANES = 2;

	private static final long GLANCE = Duration.ofMillis(2).toNanos();

	@TempDir
	Path directory;

	@Test
	void fileOfAWriterThatIsKilledFiftyTimesIsAlwaysReadableAndHasAllThatWasPublished() throws Exception {
		ExecutorService lanes = Executors.newFixedThreadPool(LANES);
		try {
			List<Callable<Void>> all = new ArrayList<>();
			for (int lane = 0; lane < LANES; lane++) {
				Path file = this.directory.resolve("state-" + lane + ".json");
				Random random = new Random(lane);
				all.add(() -> {
					for (int i = 0; i < KILLS / LANES; i++) {
						killWhileItWrites(file, random.nextInt(20_000_000));
					}
					return null;
				});
			}
			for (Future<Void> lane : lanes.invokeAll(all)) {
				lane.get();
			}
		}
		finally {
			lanes.shutdownNow();
		}
		assertThat(this.directory.toFile().list()).noneMatch((name) -> name.contains("damaged"));
	}

	@Test
	void fileHasOneWriterAmongProcessesUntilThatIsGone() throws Exception {
		Path file = this.directory.resolve("state.json");
		Process writer = start(file);
		try {
			assertThat(firstOf(file, writer)).isPositive();
			assertThatExceptionOfType(StateFileException.class)
				.isThrownBy(() -> FileStateStore.open(file, EVERY, Ticker.system()))
				.satisfies((ex) -> {
					assertThat(ex.problem())
						.startsWith("state file '" + file + "' is written by process " + writer.pid() + " since 20");
					assertThat(ex.mend()).isEqualTo("give each instance a file of its own with "
							+ "'understudy.state.file.path', or end the other one");
				});
		}
		finally {
			writer.destroyForcibly().waitFor();
		}
		FileStateStore.open(file, EVERY, Ticker.system()).close();
	}

	@Test
	void secondWriterThatIsRefusedInOneProcessLetsNoOtherProcessIn() throws Exception {
		Path file = this.directory.resolve("state.json");
		try (FileStateStore first = FileStateStore.open(file, EVERY, Ticker.system())) {
			assertThatExceptionOfType(StateFileException.class)
				.isThrownBy(() -> FileStateStore.open(file, EVERY, Ticker.system()));
			Process writer = start(file);
			try {
				while (writer.isAlive()) {
					assertThat(lastOf(file)).as("what it has written").isZero();
					LockSupport.parkNanos(GLANCE);
				}
				assertThat(writer.exitValue()).isOne();
			}
			finally {
				writer.destroyForcibly().waitFor();
			}
			assertThat(first.load()).isEmpty();
		}
	}

	private static void killWhileItWrites(Path file, long nanos) throws Exception {
		Process writer = start(file);
		try {
			firstOf(file, writer);
			LockSupport.parkNanos(nanos);
		}
		finally {
			writer.destroyForcibly().waitFor();
		}
		try (FileStateStore store = FileStateStore.open(file, EVERY, Ticker.system())) {
			assertThat(store.load()).singleElement()
				.satisfies((notice) -> assertThat(notice.version()).isGreaterThanOrEqualTo(lastOf(file)));
		}
		Files.delete(file);
		Files.delete(said(file));
	}

	/** Waits until it has published something. */
	private static long firstOf(Path file, Process writer) throws IOException {
		while (lastOf(file) == 0) {
			assertThat(writer.isAlive()).as("the writer lives").isTrue();
			LockSupport.parkNanos(GLANCE);
		}
		return lastOf(file);
	}

	/** What it has said last that it has published, 0 for nothing. */
	private static long lastOf(Path file) throws IOException {
		String said = Files.readString(said(file));
		String whole = said.substring(0, said.lastIndexOf('\n') + 1).strip();
		return whole.isEmpty() ? 0 : Long.parseLong(whole.substring(whole.lastIndexOf('\n') + 1));
	}

	private static Path said(Path file) {
		return file.resolveSibling(file.getFileName() + ".said");
	}

	private static Process start(Path file) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", classPath(),
				Writer.class.getName(), file.toString())
			.redirectOutput(said(file).toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	/** Only what a writer needs, so that it starts soon. */
	private static String classPath() {
		return Stream
			.of(Writer.class, FileStateStore.class, StandbyNotice.class, JsonMapper.class, JsonFactory.class,
					JsonInclude.class, LoggerFactory.class)
			.map((type) -> Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
				.toString())
			.distinct()
			.collect(Collectors.joining(File.pathSeparator));
	}

	/**
	 * Publishes without an end, and says each time that it has.
	 */
	static final class Writer {

		private Writer() {
		}

		public static void main(String[] args) throws IOException {
			Instant since = Instant.EPOCH;
			Instant until = Instant.now().plus(Duration.ofDays(1));
			FileStateStore store = FileStateStore.open(Path.of(args[0]), EVERY, Ticker.system());
			for (long said = 1;; said++) {
				store.publish(List.of(StandbyNotice.stands("gpt", said,
						new Standby(StandbyReason.MANUAL, since, until.plusSeconds(said), null))));
				System.out.print(said + "\n");
				System.out.flush();
			}
		}

	}

}
