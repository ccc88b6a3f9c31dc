package dev.understudy.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelStatus;
import dev.understudy.Price;
import dev.understudy.Standby;
import dev.understudy.StandbyReason;
import dev.understudy.health.StandbyNotice;
import dev.understudy.limit.Account;
import dev.understudy.limit.CounterKey;
import dev.understudy.limit.Ledger;
import dev.understudy.limit.Limit;
import dev.understudy.limit.LimitKind;
import dev.understudy.limit.LimitStore;
import dev.understudy.limit.Limits;
import dev.understudy.limit.Period;
import dev.understudy.routing.ModelSettings;
import dev.understudy.routing.Understudy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class FileLimitStoreTests {

	private static final Duration EVERY = Duration.ofSeconds(5);

	private static final Period HOUR = Period.of(Duration.ofHours(1));

	private static final Period DAY = Period.of(Duration.ofDays(1));

	private final SetTicker ticker = new SetTicker("2026-03-01T10:30:00Z");

	private final RoundsByHand rounds = new RoundsByHand();

	@TempDir
	Path directory;

	@Test
	void restartKeepsWhatWasCountedInRunningWindows() throws IOException {
		try (FileStateStore file = open(); FileLimitStore store = file.limits(); Understudy before = engine(store)) {
			use(before, 3, 4);
			use(before, 1, 0);
		}
		this.ticker.pass(Duration.ofMinutes(29));
		try (FileStateStore file = open(); FileLimitStore store = file.limits(); Understudy after = engine(store)) {
			ModelStatus status = after.registry().status("gpt");
			assertThat(status.requestsUsed()).isEqualTo(2);
			assertThat(status.tokensUsed()).isEqualTo(8);
			assertThat(status.costUsed()).isEqualTo(4 * 2 + 4 * 8);
			assertThat(status.overQuota()).isFalse();
			use(after, 1, 1);
			assertThat(after.registry().status("gpt").standbys()).extracting(Standby::reason)
				.containsExactly(StandbyReason.REQUEST_LIMIT);
		}
		try (FileStateStore file = open(); FileLimitStore store = file.limits(); Understudy again = engine(store)) {
			assertThat(again.registry().status("gpt").standbys()).extracting(Standby::until)
				.containsExactly(Instant.parse("2026-03-01T11:00:00Z"));
		}
		this.ticker.pass(Duration.ofMinutes(1));
		try (FileStateStore file = open(); FileLimitStore store = file.limits(); Understudy later = engine(store)) {
			assertThat(later.registry().status("gpt").requestsUsed()).as("the hour is over").isZero();
			assertThat(later.registry().status("gpt").tokensUsed()).as("the day is not").isEqualTo(10);
			assertThat(later.registry().status("gpt").healthy()).isTrue();
		}
	}

	@Test
	void formatIsAsDocumented() throws IOException {
		try (FileStateStore file = open(); FileLimitStore store = file.limits()) {
			Ledger ledger = store.open(List.of(account("gpt", LimitKind.REQUESTS, HOUR),
					account("gpt", LimitKind.TOKENS, DAY), account("claude", LimitKind.BUDGET, Period.MONTH)));
			ledger.reserve();
			ledger.add(2, 1_500_000_000);
		}
		assertThat(Files.readString(file()).replace("\r", "")).isEqualTo("""
				{
				  "format" : "understudy-state",
				  "version" : 1,
				  "written" : "2026-03-01T10:30:00Z",
				  "standbys" : { },
				  "limits" : {
				    "budget:month:2026-03-01T00:00:00Z:claude" : {
				      "used" : 1500000000,
				      "until" : "2026-04-01T00:00:00Z"
				    },
				    "requests:PT1H:2026-03-01T10:00:00Z:gpt" : {
				      "used" : 1,
				      "until" : "2026-03-01T11:00:00Z"
				    }
				  }
				}""");
	}

	@Test
	void isWrittenAtIntervalsWhenSomethingWasCounted() throws IOException {
		try (FileStateStore file = open(); FileLimitStore store = limits()) {
			assertThat(file.load()).isEmpty();
			Ledger ledger = requests(store);
			requests(store);
			assertThat(this.rounds.delay()).isEqualTo(EVERY);
			assertThat(this.rounds.taken()).isOne();
			this.rounds.round();
			assertThat(counted()).doesNotExist();
			ledger.reserve();
			assertThat(counted()).doesNotExist();
			this.rounds.round();
			assertThat(counted()).content().contains("\"used\" : 1");
			Files.delete(counted());
			this.rounds.round();
			assertThat(counted()).as("nothing is new").doesNotExist();
			ledger.add(0, -1);
			this.rounds.round();
			assertThat(counted()).content().doesNotContain("used");
		}
	}

	@Test
	void storeOfAnApplicationWritesByItself() throws Exception {
		try (FileStateStore file = FileStateStore.open(file(), Duration.ofMillis(5), this.ticker);
				FileLimitStore store = file.limits()) {
			requests(store).reserve();
			long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
			while (!Files.exists(file()) && System.nanoTime() < patience) {
				LockSupport.parkNanos(1_000_000);
			}
			assertThat(file()).content().contains("requests:PT1H:2026-03-01T10:00:00Z:gpt");
		}
	}

	@Test
	void countersThatCannotBeUnderstoodBeginAnewWithOneWarningThatNamesTheirKeys(CapturedOutput output)
			throws IOException {
		Files.writeString(file(), """
				{"format": "understudy-state", "version": 1, "limits": {
				  "requests:PT1H:2026-03-01T10:00:00Z:gpt": {"used": 7, "until": "2026-03-01T11:00:00Z"},
				  "a": 7, "b": null, "c": {"used": 7}, "d": {"used": "7", "until": "2026-03-01T11:00:00Z"},
				  "e": {"used": 7, "until": "soon"}, "f": {"used": 7.5, "until": "2026-03-01T11:00:00Z"},
				  "g": {"used": 1e99, "until": "2026-03-01T11:00:00Z"}, "h": {"until": "2026-03-01T11:00:00Z"},
				  "i": {"used": -7, "until": "2026-03-01T11:00:00Z"}, "k": {"used": 7, "until": 7}
				}}""");
		try (FileStateStore file = open(); FileLimitStore store = file.limits()) {
			assertThat(requests(store).value(0)).isEqualTo(7);
		}
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("has 10 entries that cannot be understood and are ignored: 'limits.a', 'limits.b'");
	}

	@Test
	void sectionThatIsNoneIsNamedInOneWarningAndCountingBeginsAnew(CapturedOutput output) throws IOException {
		Files.writeString(file(), "{\"format\": \"understudy-state\", \"version\": 1, \"limits\": [1, 2]}");
		try (FileStateStore file = open(); FileLimitStore store = file.limits()) {
			Ledger ledger = requests(store);
			assertThat(ledger.value(0)).isZero();
			ledger.reserve();
		}
		assertThat(warnings(output)).singleElement().asString().endsWith("and are ignored: 'limits'");
		assertThat(file()).content().contains("\"used\" : 1");
	}

	@Test
	void windowsThatAreOverAreDroppedAndThoseOfModelsThatNobodyKnowsAreKeptUntilThen() throws IOException {
		try (FileStateStore file = open(); FileLimitStore store = file.limits()) {
			store.open(List.of(account("gone", LimitKind.REQUESTS, HOUR))).reserve();
			store.open(List.of(account("gone", LimitKind.REQUESTS, DAY))).reserve();
		}
		try (FileStateStore file = open(); FileLimitStore store = file.limits()) {
			requests(store).reserve();
		}
		assertThat(file()).content().contains("PT1H:2026-03-01T10:00:00Z:gone", "PT24H:2026-03-01T00:00:00Z:gone");
		this.ticker.pass(Duration.ofMinutes(30));
		open().limits().close();
		assertThat(file()).content()
			.contains("PT24H:2026-03-01T00:00:00Z:gone")
			.doesNotContain("PT1H:2026-03-01T10:00:00Z");
	}

	@Test
	void windowThatEndsWhileItIsOpenIsWrittenNoMore() throws IOException {
		try (FileStateStore file = open(); FileLimitStore store = file.limits()) {
			Ledger ended = requests(store);
			ended.reserve();
			this.ticker.pass(Duration.ofDays(2));
			requests(store).reserve();
			ended.add(0, 1);
		}
		assertThat(file()).content().contains("requests:PT1H:2026-03-03T10:00:00Z:gpt").doesNotContain("2026-03-01");
	}

	@Test
	void standbysAndCountersOfOneFileLeaveEachOtherAlone() throws IOException {
		Instant since = this.ticker.instant();
		StandbyNotice notice = StandbyNotice.stands("gpt", since.toEpochMilli(),
				new Standby(StandbyReason.MANUAL, since, null, "a note"));
		try (FileStateStore file = open(); FileLimitStore store = file.limits()) {
			requests(store).reserve();
			file.publish(List.of(notice));
		}
		try (FileStateStore file = open()) {
			file.publish(List.of(StandbyNotice.lifted("claude", since.toEpochMilli(), StandbyReason.SLOW)));
		}
		try (FileStateStore file = open(); FileLimitStore store = file.limits()) {
			assertThat(file.load()).contains(notice).hasSize(2);
			assertThat(requests(store).value(0)).isOne();
		}
	}

	@Test
	void fileThatCannotBeWrittenHarmsNoCallAndIsToldOnce(CapturedOutput output) throws IOException {
		try (FileStateStore other = open(); FileLimitStore store = limits()) {
			Ledger ledger = requests(store);
			Path obstacle = Files.createDirectories(this.directory.resolve("counted.json.tmp").resolve("obstacle"));
			for (int i = 1; i <= 3; i++) {
				assertThat(ledger.reserve()).isEqualTo(Ledger.NOBODY);
				this.rounds.round();
			}
			assertThat(ledger.value(0)).isEqualTo(3);
			assertThat(warnings(output)).singleElement()
				.asString()
				.contains("Counters of limits cannot be kept in state file '" + counted() + "' (java.nio.file.");
			Files.delete(obstacle);
			Logger logger = (Logger) LoggerFactory.getLogger(FileLimitStore.class);
			logger.setLevel(Level.INFO);
			this.rounds.round();
			this.rounds.round();
			logger.setLevel(null);
			assertThat(counted()).content().contains("\"used\" : 3");
			assertThat(output.getOut()).containsOnlyOnce("Counters of limits are kept in state file");
			assertThat(other.load()).isEmpty();
		}
	}

	@Test
	void whatIsCountedAfterTheFileWasClosedIsAnErrorAtTheEnd() throws IOException {
		FileStateStore file = open();
		FileLimitStore store = file.limits();
		Ledger ledger = requests(store);
		file.close();
		ledger.reserve();
		assertThatExceptionOfType(IOException.class).isThrownBy(store::close);
	}

	private static void use(Understudy engine, long input, long output) {
		engine.router().call("chain", (model) -> {
			CurrentModel.usage(input, output);
			return model.id();
		});
	}

	private Understudy engine(LimitStore store) {
		Model gpt = new Model("gpt", "openai", "gpt", Set.of(), 0, new Price(2_000_000, 8_000_000));
		return Understudy.builder()
			.model(ModelSettings.of(gpt)
				.withLimits(
						Limits.of(Limit.requests(3, HOUR), Limit.tokens(100, DAY), Limit.budget(1_000, Period.MONTH))))
			.chain("chain", "gpt")
			.ticker(this.ticker)
			.limitStore(store)
			.build();
	}

	private Ledger requests(LimitStore store) {
		return store.open(List.of(account("gpt", LimitKind.REQUESTS, HOUR)));
	}

	private Account account(String model, LimitKind kind, Period per) {
		return new Account(new CounterKey(model, kind, per, per.at(this.ticker.instant())), 1_000,
				(kind == LimitKind.REQUESTS) ? 1 : 0);
	}

	private Path file() {
		return this.directory.resolve("state.json");
	}

	private Path counted() {
		return this.directory.resolve("counted.json");
	}

	private FileStateStore open() {
		return FileStateStore.open(file(), EVERY, this.ticker);
	}

	/** A store that writes when the test says so. */
	private FileLimitStore limits() {
		return new FileLimitStore(StateFile.open(counted(), this.ticker), EVERY, this.rounds);
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("WARN")).toList();
	}

}
