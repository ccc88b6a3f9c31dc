package dev.understudy.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.understudy.health.StateStore;
import dev.understudy.health.StateStoreContract;
import dev.understudy.health.Ticker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FileStateStoreContractTests extends StateStoreContract {

	private final List<FileStateStore> opened = new ArrayList<>();

	@TempDir
	Path directory;

	@Override
	protected StateStore open() {
		return open(this.opened.size());
	}

	@Override
	protected StateStore reopen(StateStore store) throws IOException {
		((FileStateStore) store).close();
		return open(this.opened.indexOf(store));
	}

	@Override
	protected Optional<StateStore> another(StateStore store) {
		return Optional.empty();
	}

	@AfterEach
	void close() throws IOException {
		for (FileStateStore store : this.opened) {
			store.close();
		}
	}

	private StateStore open(int which) {
		FileStateStore store = FileStateStore.open(this.directory.resolve("state-" + which + ".json"),
				Duration.ofSeconds(1), Ticker.system());
		this.opened.add(store);
		return store;
	}

}
