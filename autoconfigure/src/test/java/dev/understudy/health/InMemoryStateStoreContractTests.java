package dev.understudy.health;

import java.util.Optional;

class InMemoryStateStoreContractTests extends StateStoreContract {

	@Override
	protected StateStore open() {
		return StateStore.inMemory();
	}

	@Override
	protected StateStore reopen(StateStore store) {
		return store;
	}

	@Override
	protected Optional<StateStore> another(StateStore store) {
		return Optional.of(store);
	}

}
