package dev.understudy.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import dev.understudy.health.StandbyNotice;

/**
 * The standbys in Redis, read and changed without making anybody wait.
 */
final class StandbyKeys {

	private static final String KEPT = Long.toString(24 * 60 * 60 * 1000L);

	/** By how much the clocks of Redis and of an instance may differ. */
	private static final String SLACK = "60000";

	private static final String MOST = "8";

	private static final String MODEL = "m:";

	private static final int ANSWERED = 3;

	private final ScriptRunner runner;

	private final Keys keys;

	private final Oddities oddities = new Oddities();

	StandbyKeys(ScriptRunner runner, Keys keys) {
		this.runner = runner;
		this.keys = keys;
	}

	/** Everything that is known of all models. */
	CompletableFuture<List<StandbyNotice>> readAll() {
		return read(this.keys.standbys()).thenCompose((index) -> {
			List<CompletableFuture<List<StandbyNotice>>> models = index.keySet()
				.stream()
				.filter((field) -> field.startsWith(MODEL))
				.map((field) -> readModel(field.substring(MODEL.length())))
				.toList();
			return CompletableFuture.allOf(models.toArray(CompletableFuture[]::new))
				.thenApply((done) -> models.stream().flatMap((each) -> each.join().stream()).toList());
		});
	}

	/** What is known of one model. */
	CompletableFuture<List<StandbyNotice>> readModel(String modelId) {
		String key = this.keys.standbys(modelId);
		return read(key).thenApply((fields) -> {
			List<StandbyNotice> notices = new ArrayList<>();
			fields.forEach((field, value) -> {
				if (!field.equals("format") && !field.equals("rev")) {
					try {
						notices.add(NoticeFields.notice(modelId, field, value));
					}
					catch (IllegalArgumentException ex) {
						this.oddities.damaged(key);
					}
				}
			});
			return notices;
		});
	}

	/** Adds notices of any models. */
	CompletableFuture<Void> add(Collection<StandbyNotice> notices) {
		Map<String, List<StandbyNotice>> models = new TreeMap<>();
		notices.forEach((notice) -> models.computeIfAbsent(notice.modelId(), (id) -> new ArrayList<>()).add(notice));
		return CompletableFuture.allOf(models.entrySet()
			.stream()
			.map((model) -> merge(model.getKey(), model.getValue()))
			.toArray(CompletableFuture[]::new));
	}

	private CompletableFuture<?> merge(String modelId, List<StandbyNotice> notices) {
		String key = this.keys.standbys(modelId);
		List<byte[]> arguments = new ArrayList<>();
		for (String argument : List.of(KEPT, SLACK, MOST)) {
			arguments.add(Keys.bytes(argument));
		}
		notices.forEach((notice) -> arguments.addAll(NoticeFields.arguments(notice)));
		return this.runner.run(StandbyScripts.MERGE, List.of(key), arguments).thenCompose((answer) -> {
			if (isOurs(key, answer) && answer.size() == ANSWERED) {
				return note(modelId, (byte[]) answer.get(1), (byte[]) answer.get(2));
			}
			return CompletableFuture.completedFuture(answer);
		});
	}

	private CompletableFuture<List<Object>> note(String modelId, byte[] revision, byte[] end) {
		String index = this.keys.standbys();
		return this.runner
			.run(StandbyScripts.NOTE, List.of(index), List.of(Keys.bytes(index), Keys.bytes(modelId), revision, end))
			.thenApply((answer) -> {
				isOurs(index, answer);
				return answer;
			});
	}

	private CompletableFuture<Map<String, String>> read(String key) {
		return this.runner.run(StandbyScripts.READ, List.of(key), List.of()).thenApply((answer) -> {
			Map<String, String> fields = new HashMap<>();
			if (isOurs(key, answer) && answer.size() > 1 && answer.get(1) instanceof List<?> read) {
				for (int i = 0; i + 1 < read.size(); i += 2) {
					fields.put(Keys.text(read.get(i)), Keys.text(read.get(i + 1)));
				}
			}
			return fields;
		});
	}

	private boolean isOurs(String key, List<Object> answer) {
		if (!answer.isEmpty() && "foreign".equals(Keys.text(answer.get(0)))) {
			this.oddities.foreign(key);
			return false;
		}
		return true;
	}

}
