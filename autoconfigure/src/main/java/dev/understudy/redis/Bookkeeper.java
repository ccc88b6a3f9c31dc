package dev.understudy.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

import dev.understudy.limit.Account;
import dev.understudy.limit.CounterKey;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the counters of one model. Asks Redis one thing at a time: who comes meanwhile is
 * gathered for the next round, so that Redis does no more the more calls there are.
 * <p>
 * Its lock is held for a few lines of memory and never while somebody is asked.
 */
final class Bookkeeper {

	private final String instance;

	private final ScriptRunner runner;

	private final Keys keys;

	private final RedisLimitStore.Terms terms;

	private final Connectedness redis;

	private final Oddities oddities;

	private final ScheduledExecutorService clock;

	private final Runnable back;

	private final Runnable givenBack;

	private final Map<CounterKey, Share> shares = new LinkedHashMap<>();

	private final List<Application> waiting = new ArrayList<>();

	/** Decided, and not told yet. */
	private final List<Application> decided = new ArrayList<>();

	private @Nullable Round current;

	private long rounds;

	/** Whether all counters are to be asked for, also those without news. */
	private boolean curious;

	Bookkeeper(String instance, ScriptRunner runner, Keys keys, RedisLimitStore.Terms terms, Connectedness redis,
			Oddities oddities, ScheduledExecutorService clock, Runnable back, Runnable givenBack) {
		this.instance = instance;
		this.runner = runner;
		this.keys = keys;
		this.terms = terms;
		this.redis = redis;
		this.oddities = oddities;
		this.clock = clock;
		this.back = back;
		this.givenBack = givenBack;
	}

	RedisLedger open(List<Account> accounts) {
		RedisLedger ledger;
		synchronized (this) {
			accounts.forEach((account) -> forgetBefore(account.key().window().start()));
			ledger = new RedisLedger(this, accounts,
					accounts.stream()
						.map((account) -> this.shares.computeIfAbsent(account.key(), this::share))
						.toList(),
					this.terms.patience(), this.clock);
			this.curious = true;
		}
		work(false);
		return ledger;
	}

	/** Decided at once when Redis is not there, else when it has answered. */
	Application apply(RedisLedger ledger) {
		Application application = new Application(ledger);
		if (waits(application)) {
			work(false);
		}
		else {
			tell();
		}
		return application;
	}

	private synchronized boolean waits(Application application) {
		Round round = this.current;
		boolean late = round != null && round.age() > this.terms.patience().toNanos();
		if (this.redis.isDown() || late || application.ledger().isForeign()) {
			decide(application);
			return false;
		}
		this.waiting.add(application);
		return true;
	}

	/** Redis was too slow. */
	void decideHere(Application application) {
		synchronized (this) {
			this.waiting.remove(application);
			decide(application);
		}
		work(false);
	}

	void add(Share share, long amount) {
		synchronized (this) {
			share.add(amount);
		}
		work(false);
	}

	/** Asks for everything, and for what was not understood before. */
	void look() {
		synchronized (this) {
			this.shares.values().forEach((share) -> share.foreign(false));
			this.curious = true;
		}
		work(false);
	}

	/** Gives a round up that takes too long, and tries again where Redis was lost. */
	void glance() {
		Round late;
		synchronized (this) {
			late = this.current;
			if (late != null && late.age() > this.terms.suspicion().toNanos()) {
				this.redis.lost("does not answer");
				abandon(late);
			}
			else {
				late = null;
			}
		}
		if (late != null) {
			late.withdraw();
		}
		tell();
		if (this.redis.isDown()) {
			work(true);
		}
	}

	/**
	 * Begins a round if there is something to ask.
	 * @param anyway also when Redis was lost
	 */
	void work(boolean anyway) {
		Round round = begin(anyway);
		tell();
		if (round == null) {
			return;
		}
		CompletableFuture<List<Object>> answer = this.runner.run(CountScript.COUNT, round.keys(), round.arguments());
		round.sent(answer);
		answer.whenComplete((given, failure) -> ended(round, given, failure));
	}

	private synchronized @Nullable Round begin(boolean anyway) {
		if (this.current == null && (anyway || !this.redis.isDown())) {
			this.current = next(anyway);
			return this.current;
		}
		return null;
	}

	/** Tells those who wait what was decided, without the lock. */
	private void tell() {
		List<Application> told;
		synchronized (this) {
			if (this.decided.isEmpty()) {
				return;
			}
			told = List.copyOf(this.decided);
			this.decided.clear();
		}
		told.forEach(Application::tell);
	}

	private void ended(Round round, @Nullable List<Object> given, @Nullable Throwable failure) {
		boolean returned = false;
		boolean relieved = false;
		synchronized (this) {
			if (this.current != round) {
				return;
			}
			String word = (given != null && !given.isEmpty()) ? Keys.text(given.get(0)) : "";
			if (failure != null) {
				this.redis.lost(failure);
				abandon(round);
			}
			else {
				returned = this.redis.found();
				this.current = null;
				if (given != null && word.equals("ok")) {
					relieved = round.settle(given);
					this.decided.addAll(round.applications());
				}
				else {
					if (given != null && word.equals("foreign")) {
						leave(round.share(Integer.parseInt(Keys.text(given.get(1))) - 1));
					}
					abandon(round);
				}
			}
		}
		tell();
		if (returned) {
			this.back.run();
		}
		if (relieved) {
			this.givenBack.run();
		}
		work(false);
	}

	private @Nullable Round next(boolean anyway) {
		List<Application> applications = new ArrayList<>();
		Iterator<Application> each = this.waiting.iterator();
		while (each.hasNext()) {
			Application application = each.next();
			if (application.ledger().isForeign()) {
				decide(application);
				each.remove();
			}
			else if (applications.isEmpty() || applications.get(0).ledger() == application.ledger()) {
				applications.add(application);
				each.remove();
			}
		}
		Instant now = this.terms.ticker().instant();
		boolean all = this.curious || anyway;
		List<Share> told = this.shares.values()
			.stream()
			.filter((share) -> share.isNews() || (all && !share.isForeign() && share.key().window().end().isAfter(now)))
			.toList();
		this.curious = false;
		return (applications.isEmpty() && told.isEmpty()) ? null
				: new Round(this.instance, ++this.rounds, applications, told);
	}

	private void abandon(Round round) {
		this.current = null;
		round.applications().forEach(this::decide);
		if (this.redis.isDown()) {
			this.waiting.forEach(this::decide);
			this.waiting.clear();
		}
	}

	private void decide(Application application) {
		if (!application.isOpen()) {
			return;
		}
		if (this.terms.countsAlone() || application.ledger().isForeign()) {
			application.decideHere();
		}
		else {
			application.fail(new IllegalStateException("Redis does not answer"));
		}
		this.decided.add(application);
	}

	private void leave(Share share) {
		share.foreign(true);
		this.oddities.foreign(share.name());
	}

	private Share share(CounterKey key) {
		return new Share(key, this.keys.counter(key));
	}

	/** What Redis would not keep either. */
	private void forgetBefore(Instant start) {
		this.shares.keySet().removeIf((key) -> key.window().end().plus(Share.KEPT).isBefore(start));
	}

}
