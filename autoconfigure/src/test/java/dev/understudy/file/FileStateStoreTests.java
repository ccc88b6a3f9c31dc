package dev.understudy.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.understudy.Model;
import dev.understudy.ModelState;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.StandbyNotice;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.Understudy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class FileStateStoreTests {

	private static final Duration EVERY = Duration.ofSeconds(5);

	private final SetTicker ticker = new SetTicker("2026-03-01T10:00:00Z");

	@TempDir
	Path directory;

	private Path file() {
		return this.directory.resolve("state.json");
	}

	@Test
	void formatIsAsDocumented() throws IOException {
		try (FileStateStore store = open()) {
			store.publish(List.of(stands("gpt", 300, "a note"), stands("claude", null, null),
					StandbyNotice.lifted("gpt", 1772359200001L, StandbyReason.SLOW)));
		}
		assertThat(Files.readString(file()).replace("\r", "")).isEqualTo("""
				{
				  "format" : "understudy-state",
				  "version" : 1,
				  "written" : "2026-03-01T10:00:00Z",
				  "standbys" : {
				    "claude" : [ {
				      "reason" : "MANUAL",
				      "said" : 1772359200000,
				      "since" : "2026-03-01T10:00:00Z"
				    } ],
				    "gpt" : [ {
				      "reason" : "SLOW",
				      "said" : 1772359200001,
				      "lifted" : true
				    }, {
				      "reason" : "MANUAL",
				      "said" : 1772359200000,
				      "since" : "2026-03-01T10:00:00Z",
				      "until" : "2026-03-01T10:05:00Z",
				      "note" : "a note"
				    } ]
				  }
				}""");
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void onlyItsOwnerMayReadIt() throws IOException {
		try (FileStateStore store = open()) {
			store.publish(List.of(stands("gpt", 300, null)));
			for (String name : List.of("state.json", "state.json.lock")) {
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory.resolve(name))))
					.isEqualTo("rw-------");
			}
		}
	}

	@Test
	void isReplacedAsAWholeAndLeavesNothingElseBehind() throws IOException {
		try (FileStateStore store = open()) {
			store.publish(List.of(stands("gpt", 300, null)));
			store.publish(List.of(stands("claude", 300, null)));
		}
		assertThat(names()).containsExactlyInAnyOrder("state.json", "state.json.lock");
	}

	@Test
	void isNotWrittenWhenNothingIsNew() throws IOException {
		try (FileStateStore store = open()) {
			store.publish(List.of(stands("gpt", 300, null)));
			Files.delete(file());
			store.publish(List.of(stands("gpt", 300, null)));
		}
		assertThat(file()).doesNotExist();
	}

	@Test
	void whatCouldNotBeWrittenIsWrittenAtTheEnd() throws IOException {
		FileStateStore store = open();
		Path obstacle = Files.createDirectories(this.directory.resolve("state.json.tmp").resolve("obstacle"));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.publish(List.of(stands("gpt", 300, null))));
		assertThat(store.load()).hasSize(1);
		Files.delete(obstacle);
		store.close();
		store.close();
		assertThat(file()).content().contains("gpt");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.publish(List.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "42", "{\"format\": \"other\", \"version\": 1}",
			"{\"format\": 1, \"version\": 1}", "{\"format\": \"understudy-state\"}",
			"{\"format\": \"understudy-state\", \"version\": 0}",
			"{\"format\": \"understudy-state\", \"version\": \"1\"}", "\u0000\u0001\u0002",
			"{\"format\": \"understudy-state\", \"version\": 1, \"standbys\": {\"gpt\": [{\"reason\"" })
	void damagedFileIsMovedAsideWithOneWarning(String damaged, CapturedOutput output) throws IOException {
		Files.writeString(file(), damaged);
		try (FileStateStore store = open()) {
			assertThat(store.load()).isEmpty();
			assertThat(this.directory.resolve("state.json.damaged-20260301T100000000Z")).hasContent(damaged);
			assertThat(file()).doesNotExist();
			store.publish(List.of(stands("gpt", 300, null)));
		}
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("(damaged) and was moved to '")
			.contains("state.json.damaged-20260301T100000000Z");
	}

	@Test
	void fileOfALaterVersionIsMovedAsideAndNotOverwritten(CapturedOutput output) throws IOException {
		String later = "{\"format\": \"understudy-state\", \"version\": 2, \"standbys\": []}";
		Files.writeString(file(), later);
		try (FileStateStore store = open()) {
			assertThat(store.load()).isEmpty();
			store.publish(List.of(stands("gpt", 300, null)));
		}
		assertThat(this.directory.resolve("state.json.version-2-20260301T100000000Z")).hasContent(later);
		assertThat(warnings(output)).singleElement().asString().contains("(version-2) and was moved to '");
	}

	@Test
	void entriesThatCannotBeUnderstoodAreIgnoredWithOneWarningThatNamesTheirKeys(CapturedOutput output)
			throws IOException {
		Files.writeString(file(), """
				{"format": "understudy-state", "version": 1, "standbys": {
				  "gpt": [
				    {"reason": "MANUAL", "said": 5, "since": "2026-03-01T09:00:00Z", "note": "kept"},
				    {"reason": "BORED", "said": 5, "since": "2026-03-01T09:00:00Z"},
				    {"reason": "REQUEST_LIMIT", "said": 5, "since": "2026-03-01T09:00:00Z"},
				    {"reason": "MANUAL", "said": -5, "since": "2026-03-01T09:00:00Z"},
				    {"reason": "MANUAL", "said": 1e99, "since": "2026-03-01T09:00:00Z"},
				    {"reason": "MANUAL", "said": 5, "since": "yesterday"},
				    {"reason": "MANUAL", "said": 5, "since": "2026-03-01T09:00:00Z", "until": "2026-03-01T08:00:00Z"},
				    {"reason": "MANUAL", "said": 5, "since": "2026-03-01T09:00:00Z", "note": 7},
				    {"reason": "MANUAL", "said": 5},
				    {"reason": null, "said": 5},
				    {"reason": "SLOW", "said": 6, "lifted": true},
				    7, null
				  ],
				  "claude": {"reason": "MANUAL"}
				}}""");
		try (FileStateStore store = open()) {
			assertThat(store.load()).extracting(StandbyNotice::reason)
				.containsExactly(StandbyReason.SLOW, StandbyReason.MANUAL);
		}
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("has 12 entries that cannot be understood and are ignored: 'standbys.gpt[1]', 'standbys.gpt[2]'");
	}

	@Test
	void standbysThatAreNoObjectAreIgnoredWithAWarning(CapturedOutput output) throws IOException {
		Files.writeString(file(), "{\"format\": \"understudy-state\", \"version\": 1, \"standbys\": 7}");
		try (FileStateStore store = open()) {
			assertThat(store.load()).isEmpty();
		}
		assertThat(warnings(output)).singleElement().asString().contains("'standbys'");
	}

	@Test
	void sectionsOfOthersAreKept() throws IOException {
		Files.writeString(file(),
				"{\"format\": \"understudy-state\", \"version\": 1, \"counters\": {\"gpt\": [1, 2]}}");
		try (FileStateStore store = open()) {
			store.publish(List.of(stands("gpt", 300, null)));
		}
		assertThat(Files.readString(file()).replaceAll("\\s", "")).contains("\"counters\":{\"gpt\":[1,2]}");
	}

	@Test
	void modelsThatNobodyKnowsAreKeptUntilTheirEnd() throws IOException {
		try (FileStateStore store = open()) {
			store.publish(List.of(stands("gone", 300, null), stands("other", null, null)));
			this.ticker.pass(Duration.ofSeconds(299));
			store.publish(List.of(stands("more", 400, null)));
			assertThat(file()).content().contains("gone");
			this.ticker.pass(Duration.ofSeconds(1));
			store.publish(List.of(stands("most", 400, null)));
			assertThat(file()).content().doesNotContain("gone").contains("other");
		}
	}

	@Test
	void modelThatStoodDownUntilFivePastIsOutUntilThenAfterARestartAtOnePast() throws IOException {
		try (FileStateStore store = open(); Understudy before = engine(store)) {
			before.registry().disable("gpt", Duration.ofMinutes(5), "for a while");
			before.registry().disable("claude", null, "for good");
		}
		SetTicker later = new SetTicker("2026-03-01T10:01:00Z");
		try (FileStateStore store = FileStateStore.open(file(), EVERY, later);
				Understudy after = Understudy.builder()
					.repertoire(repertoire())
					.ticker(later)
					.stateStore(store)
					.build()) {
			assertThat(after.registry().status("gpt").cooldownRemaining()).isEqualTo(Duration.ofMinutes(4));
			later.pass(Duration.ofMinutes(4));
			assertThat(after.registry().status("gpt").state()).isEqualTo(ModelState.ACTIVE);
			assertThat(after.registry().status("claude").standbys()).extracting(Standby::note)
				.containsExactly("for good");
			after.registry().release("claude");
		}
		try (FileStateStore store = FileStateStore.open(file(), EVERY, later)) {
			assertThat(store.load()).noneMatch((notice) -> notice.standby() != null);
		}
	}

	@Test
	void directoryThatIsNotThereIsRefusedWithTheMend() {
		Path path = this.directory.resolve("none").resolve("state.json");
		assertThatExceptionOfType(StateFileException.class)
			.isThrownBy(() -> FileStateStore.open(path, EVERY, this.ticker))
			.satisfies((ex) -> {
				assertThat(ex.problem())
					.isEqualTo("state file '" + path + "' is to be in a directory that is not there");
				assertThat(ex.mend()).isEqualTo("create '" + path.getParent() + "', or name a file elsewhere");
			});
	}

	@Test
	void directoryIsNoFile() {
		assertThatExceptionOfType(StateFileException.class)
			.isThrownBy(() -> FileStateStore.open(this.directory, EVERY, this.ticker))
			.withMessage("State file '" + this.directory + "' is a directory: name a file in it");
	}

	@Test
	void directoryThatCannotBeWrittenIsRefusedWithTheMend() throws IOException {
		Files.createDirectory(this.directory.resolve("state.json.lock"));
		assertThatExceptionOfType(StateFileException.class).isThrownBy(this::open)
			.satisfies((ex) -> assertThat(ex.mend()).startsWith("let this process read and write the file and its"));
	}

	@Test
	void secondWriterOfOneProcessIsRefusedUntilTheFirstIsClosed() throws IOException {
		FileStateStore first = open();
		assertThatExceptionOfType(StateFileException.class).isThrownBy(this::open)
			.satisfies((ex) -> assertThat(ex.problem()).isEqualTo("state file '" + file() + "' is written by process "
					+ ProcessHandle.current().pid() + " since 2026-03-01T10:00:00Z"));
		first.close();
		open().close();
	}

	@Test
	void writerThatIsRefusedDestroysNothing() throws IOException {
		Files.writeString(file(), "damaged");
		FileStateStore first = open();
		first.publish(List.of(stands("gpt", 300, null)));
		assertThatExceptionOfType(StateFileException.class).isThrownBy(this::open);
		assertThat(file()).content().contains("gpt");
		assertThatExceptionOfType(StateFileException.class).isThrownBy(this::open)
			.withMessageContaining("process " + ProcessHandle.current().pid());
		first.close();
	}

	private FileStateStore open() {
		return FileStateStore.open(file(), EVERY, this.ticker);
	}

	private Understudy engine(FileStateStore store) {
		return Understudy.builder().repertoire(repertoire()).ticker(this.ticker).stateStore(store).build();
	}

	private static Repertoire repertoire() {
		return Understudy.builder()
			.models(Model.of("gpt", "openai", "gpt"), Model.of("claude", "anthropic", "c"))
			.chain("chain", "gpt", "claude")
			.build()
			.repertoire();
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((path) -> path.getFileName().toString()).toList();
		}
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("WARN")).toList();
	}

	private static StandbyNotice stands(String modelId, Integer seconds, String note) {
		Instant since = Instant.parse("2026-03-01T10:00:00Z");
		return StandbyNotice.stands(modelId, since.toEpochMilli(),
				new Standby(StandbyReason.MANUAL, since, (seconds != null) ? since.plusSeconds(seconds) : null, note));
	}

}
