package dev.understudy.limit;

class InMemoryLimitStoreContractTests extends LimitStoreContract {

	@Override
	protected LimitStore store() {
		return LimitStore.inMemory();
	}

}
