package dev.understudy.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.understudy.health.ModelHealth;
import dev.understudy.health.NoticeBoard;
import dev.understudy.health.StandbyNotice;
import dev.understudy.health.StateStore;
import dev.understudy.health.Ticker;

/**
 * Takes what becomes of the models' standbys to a store, and what the store says to the
 * models. Asks the store on one thread, which ends by itself, and never on that of a
 * call; changes gather by model while the store is asked, and for its interval
 * afterwards.
 * <p>
 * The board has everything that this engine said or heard. What is on it is known to the
 * store, unless an outage lasts: then all of it is told again.
 */
final class Relay implements StandbyExchange, AutoCloseable {

	/** How long a start waits for what the store knows, and an end for its last word. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	/** After how long the store counts as hanging. */
	private static final Duration SUSPICION = Duration.ofSeconds(5);

	/** No store lets changes gather for longer than that. */
	private static final Duration LONGEST = Duration.ofDays(1);

	private static final Duration KEEP = Duration.ofSeconds(10);

	private final StateStore store;

	private final Ticker ticker;

	private final Timer timer;

	private final ExecutorService thread;

	private final Outage outage;

	private final NoticeBoard board = new NoticeBoard();

	private final Map<String, ModelHealth> models = new ConcurrentHashMap<>();

	private final Set<String> changed = ConcurrentHashMap.newKeySet();

	/** What is on the board of models that have left, and was not published. */
	private final Queue<StandbyNotice> lastWords = new ConcurrentLinkedQueue<>();

	/** Whether a round is on its way, or the pause after it. */
	private final AtomicBoolean busy = new AtomicBoolean();

	private boolean listening;

	private volatile boolean closed;

	Relay(StateStore store, Ticker ticker, Timer timer) {
		this(store, ticker, timer, thread());
	}

	Relay(StateStore store, Ticker ticker, Timer timer, ExecutorService thread) {
		this.store = store;
		this.ticker = ticker;
		this.timer = timer;
		this.thread = thread;
		this.outage = new Outage(store);
	}

	/**
	 * Reads what the store knows. Waits for it, so that the first call obeys it, but not
	 * for a store that hangs.
	 */
	void start() {
		CountDownLatch done = new CountDownLatch(1);
		this.busy.set(true);
		this.thread.execute(() -> {
			round();
			done.countDown();
		});
		try {
			done.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void join(String modelId, ModelHealth health) {
		this.models.put(modelId, health);
		this.board.of(modelId).forEach(health::adopt);
	}

	@Override
	public synchronized void leave(String modelId) {
		ModelHealth health = this.models.remove(modelId);
		if (health != null && this.changed.remove(modelId)) {
			this.lastWords.addAll(news(modelId, health));
			wake();
		}
	}

	@Override
	public void changed(String modelId) {
		this.changed.add(modelId);
		wake();
	}

	/**
	 * Tells the store what it does not know yet, if it takes that in time, and asks it no
	 * more.
	 */
	@Override
	public void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		if (owes()) {
			this.thread.execute(this::attempt);
		}
		this.thread.shutdown();
		try {
			if (!this.thread.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
				this.thread.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.thread.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	private void wake() {
		if (this.closed || !this.busy.compareAndSet(false, true)) {
			return;
		}
		try {
			this.thread.execute(this::round);
		}
		catch (RuntimeException | Error ex) {
			// Out of threads, which the call that brought about a change must not feel.
			this.busy.set(false);
		}
	}

	private void round() {
		try {
			this.timer.in(watched().toNanos(), this::rested);
		}
		catch (RuntimeException | Error ex) {
			// No timer: the next change tries again.
			this.busy.set(false);
		}
	}

	/** An attempt that is told of when it hangs. */
	private Duration watched() {
		Timer.Alarm alarm = this.timer.in(SUSPICION.toNanos(), this.outage::hangs);
		try {
			return attempt();
		}
		finally {
			alarm.cancel();
		}
	}

	private void rested() {
		this.busy.set(false);
		if (owes()) {
			wake();
		}
	}

	/** Whether there is something that the store does not know. */
	private boolean owes() {
		return !this.changed.isEmpty() || !this.lastWords.isEmpty() || this.outage.lasts();
	}

	private Duration attempt() {
		try {
			exchange();
			Duration interval = this.store.interval();
			Duration pause = (interval.compareTo(LONGEST) < 0) ? interval : LONGEST;
			this.outage.ended();
			return pause;
		}
		catch (Throwable ex) {
			// Whatever it is: what is on the board by now has to be told again.
			return this.outage.failed(ex);
		}
	}

	private void exchange() throws Exception {
		boolean first = !this.listening;
		if (first) {
			this.store.listen(this::heard);
			this.listening = true;
		}
		boolean all = this.outage.lasts();
		if (first || all) {
			this.store.load().forEach(this::heard);
		}
		List<StandbyNotice> news = news();
		this.board.forget(this.ticker.instant());
		List<StandbyNotice> told = all ? this.board.notices() : news;
		if (!told.isEmpty()) {
			this.store.publish(told);
		}
	}

	/** What has changed here and was not on the board, where it is from now on. */
	private synchronized List<StandbyNotice> news() {
		List<StandbyNotice> news = new ArrayList<>();
		for (StandbyNotice word = this.lastWords.poll(); word != null; word = this.lastWords.poll()) {
			news.add(word);
		}
		for (String modelId : List.copyOf(this.changed)) {
			this.changed.remove(modelId);
			ModelHealth health = this.models.get(modelId);
			if (health != null) {
				news.addAll(news(modelId, health));
			}
		}
		return news;
	}

	private List<StandbyNotice> news(String modelId, ModelHealth health) {
		return health.notices(modelId).stream().filter(this.board::add).toList();
	}

	private void heard(StandbyNotice notice) {
		if (!this.closed && this.board.add(notice)) {
			ModelHealth health = this.models.get(notice.modelId());
			if (health != null) {
				health.adopt(notice);
			}
		}
	}

	private static ExecutorService thread() {
		ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, KEEP.toNanos(), TimeUnit.NANOSECONDS,
				new LinkedBlockingQueue<>(), (task) -> DaemonThread.of(task, "understudy-state"),
				new ThreadPoolExecutor.DiscardPolicy());
		thread.allowCoreThreadTimeOut(true);
		return thread;
	}

}
