package dev.understudy.limit;

class SteadyLimitStoreContractTests extends LimitStoreContract {

	@Override
	protected LimitStore store() {
		return LimitStore.steady(LimitStore.inMemory());
	}

}
