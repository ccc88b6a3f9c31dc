package dev.understudy.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.limit.LimitStore;
import dev.understudy.limit.LimitStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

class FileLimitStoreContractTests extends LimitStoreContract {

	private static final List<FileStateStore> FILES = new CopyOnWriteArrayList<>();

	private static final List<FileLimitStore> STORES = new CopyOnWriteArrayList<>();

	@TempDir
	static Path directory;

	@AfterAll
	static void close() throws IOException {
		for (int i = 0; i < FILES.size(); i++) {
			STORES.get(i).close();
			FILES.get(i).close();
		}
	}

	@Override
	protected LimitStore store() {
		FileStateStore file = FileStateStore.open(directory.resolve("state-" + FILES.size() + ".json"),
				Duration.ofMillis(1), new SetTicker(now().toString()));
		FileLimitStore store = file.limits();
		FILES.add(file);
		STORES.add(store);
		return store;
	}

}
