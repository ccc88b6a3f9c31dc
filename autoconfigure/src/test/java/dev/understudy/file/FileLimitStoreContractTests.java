package dev.understudy.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import dev.understudy.limit.LimitStore;
import dev.understudy.limit.LimitStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FileLimitStoreContractTests extends LimitStoreContract {

	@TempDir
	Path directory;

	private FileStateStore file;

	private FileLimitStore store;

	@AfterEach
	void close() throws IOException {
		this.store.close();
		this.file.close();
	}

	@Override
	protected LimitStore store() {
		this.file = FileStateStore.open(this.directory.resolve("state.json"), Duration.ofMillis(1),
				new SetTicker(now().toString()));
		this.store = this.file.limits();
		return this.store;
	}

}
