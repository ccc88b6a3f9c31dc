package dev.understudy.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.understudy.limit.Account;
import org.jspecify.annotations.Nullable;

/**
 * What one bookkeeper asks Redis at a time: to take what was counted here, and to reserve
 * for those who apply. Made and read under the bookkeeper's lock.
 */
final class Round {

	private static final String ENDLESS = "1e300";

	private static final int ARGUMENTS = 4;

	private final List<Application> applications;

	private final List<Share> shares = new ArrayList<>();

	private final List<Long> told = new ArrayList<>();

	private final List<Long> reserved = new ArrayList<>();

	private final List<byte[]> arguments = new ArrayList<>();

	private final long since = System.nanoTime();

	private volatile @Nullable CompletableFuture<List<Object>> answer;

	/**
	 * Prepares a round.
	 * @param instance who asks
	 * @param number higher than that of every round before
	 * @param applications those who apply, all to one ledger
	 * @param others counters to tell and ask of, those of the ledger left out
	 */
	Round(String instance, long number, List<Application> applications, List<Share> others) {
		this.applications = applications;
		argument(instance);
		argument(Long.toString(number));
		argument(Integer.toString(applications.size()));
		if (!applications.isEmpty()) {
			RedisLedger ledger = applications.get(0).ledger();
			for (int i = 0; i < ledger.shares().size(); i++) {
				Account account = ledger.accounts().get(i);
				include(ledger.shares().get(i), account.reserved(), Long.toString(account.max()));
			}
		}
		others.stream().filter((share) -> !this.shares.contains(share)).forEach((share) -> include(share, 0, ENDLESS));
	}

	List<String> keys() {
		return this.shares.stream().map(Share::name).toList();
	}

	List<byte[]> arguments() {
		return this.arguments;
	}

	long age() {
		return System.nanoTime() - this.since;
	}

	List<Application> applications() {
		return this.applications;
	}

	Share share(int place) {
		return this.shares.get(place);
	}

	void sent(CompletableFuture<List<Object>> future) {
		this.answer = future;
	}

	/** Nobody wants the answer any more. */
	void withdraw() {
		CompletableFuture<List<Object>> future = this.answer;
		if (future != null) {
			future.cancel(false);
		}
	}

	/**
	 * Takes what Redis has counted, and lets in as many as it reserved for; answers
	 * whether others have given something back.
	 */
	boolean settle(List<Object> given) {
		long left = number(given, 1);
		int full = (int) number(given, 2) - 1;
		boolean givenBack = false;
		for (int i = 0; i < this.shares.size(); i++) {
			givenBack |= this.shares.get(i)
				.told(this.told.get(i) + left * this.reserved.get(i), number(given, i + ARGUMENTS - 1));
		}
		left -= this.applications.stream().filter(Application::isCountedHere).count();
		for (Application application : this.applications) {
			if (application.isOpen()) {
				if (left > 0) {
					left--;
					application.admit();
				}
				else {
					application.refuse(Math.max(full, 0));
				}
			}
		}
		return givenBack;
	}

	private void include(Share share, long ofOne, String max) {
		this.shares.add(share);
		this.told.add(share.mine());
		this.reserved.add(ofOne);
		argument(Long.toString(share.mine()));
		argument(Long.toString(ofOne));
		argument(max);
		argument(Long.toString(share.expires()));
	}

	private void argument(String text) {
		this.arguments.add(Keys.bytes(text));
	}

	private static long number(List<Object> given, int place) {
		return Long.parseLong(Keys.text(given.get(place)));
	}

}
