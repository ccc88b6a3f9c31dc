package dev.understudy.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A provider on a port of this machine. It answers well until it is told to fail, for the
 * next requests or until further notice, and keeps what it was asked. Thread-safe.
 */
public final class ProviderServer implements AutoCloseable {

	private final Clock clock;

	private final List<ProviderRequest> requests = new CopyOnWriteArrayList<>();

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final Deque<Fault> next = new ArrayDeque<>();

	private final int port;

	private ServerSocket listener;

	private @Nullable Thread acceptor;

	private Fault fault = Fault.NONE;

	private Function<ProviderRequest, Answer> answers = (request) -> Answer.of("Hello", " from", " here", ".");

	private Pace pace = Pace.AT_ONCE;

	private Duration retryAfter = Duration.ofSeconds(30);

	private Map<String, String> headers = Map.of();

	private boolean closed;

	public ProviderServer() {
		this(Clock.systemUTC(), 0);
	}

	/**
	 * Starts a provider.
	 * @param clock tells the dates of its answers
	 * @param port where it listens, 0 for anywhere
	 */
	public ProviderServer(Clock clock, int port) {
		this.clock = clock;
		this.listener = listen(port);
		this.port = this.listener.getLocalPort();
	}

	public String url() {
		return "http://127.0.0.1:" + this.port;
	}

	/** Answers all requests with this from now on. */
	public void answer(Answer answer) {
		answer((request) -> answer);
	}

	public synchronized void answer(Function<ProviderRequest, Answer> from) {
		this.answers = from;
	}

	/** Sends streams at this pace from now on. */
	public synchronized void pace(Pace value) {
		this.pace = value;
	}

	/** Asks for such a wait where a fault does. */
	public synchronized void retryAfter(Duration value) {
		this.retryAfter = value;
	}

	/** Sends these with every good answer from now on. */
	public synchronized void headers(Map<String, String> value) {
		this.headers = Map.copyOf(value);
	}

	/** Fails all requests in this way from now on. */
	public synchronized void play(Fault value) {
		if (this.closed) {
			return;
		}
		this.fault = value;
		if (value == Fault.REFUSED) {
			refuse();
		}
		else if (this.listener.isClosed()) {
			this.listener = listen(this.port);
		}
	}

	/** Fails the next requests in these ways, one each, whatever else is played. */
	public synchronized void playNext(Fault... faults) {
		List<Fault> added = List.of(faults);
		if (added.contains(Fault.REFUSED)) {
			throw new IllegalArgumentException("A connection is refused until further notice, not for one request");
		}
		this.next.addAll(added);
	}

	public synchronized Fault playing() {
		return this.fault;
	}

	/**
	 * What was asked so far.
	 * @return the requests in their order
	 */
	public List<ProviderRequest> requests() {
		return List.copyOf(this.requests);
	}

	/** Forgets what was asked so far. */
	public void forget() {
		this.requests.clear();
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		shut(this.listener);
		this.connections.forEach(ProviderServer::shut);
	}

	/** The port is closed when nobody waits at it any more. */
	private void refuse() {
		shut(this.listener);
		Thread before = this.acceptor;
		try {
			if (before != null) {
				before.join(Duration.ofSeconds(5).toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.connections.forEach(ProviderServer::shut);
	}

	private ServerSocket listen(int at) {
		try {
			ServerSocket opened = new ServerSocket();
			opened.setReuseAddress(true);
			opened.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), at));
			this.acceptor = start("provider-" + opened.getLocalPort(), () -> accept(opened));
			return opened;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept(ServerSocket opened) {
		while (!opened.isClosed()) {
			try {
				Socket socket = opened.accept();
				this.connections.add(socket);
				if (opened.isClosed()) {
					shut(socket);
					return;
				}
				start("provider-" + this.port + "-" + socket.getPort(), () -> serve(socket));
			}
			catch (IOException ex) {
				// closed, or the client has gone already
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			InputStream in = new BufferedInputStream(socket.getInputStream());
			Optional<RawRequest> received = RawRequest.read(in);
			if (received.isPresent()) {
				serve(socket, received.get());
			}
		}
		catch (IOException ex) {
			// the client has gone
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.connections.remove(socket);
		}
	}

	private void serve(Socket socket, RawRequest received) throws IOException, InterruptedException {
		Optional<Provider> provider = Provider.at(received.path());
		if (provider.isEmpty()) {
			new RawResponse(socket.getOutputStream()).whole(404, "text/plain", Map.of(), "404 page not found");
			return;
		}
		ProviderRequest request = new ProviderRequest(provider.get(), received.path(), received.headers(),
				Json.read(received.body()));
		this.requests.add(request);
		new Exchange(socket, request, scene(request)).play();
	}

	private synchronized Scene scene(ProviderRequest request) {
		Fault now = this.next.isEmpty() ? this.fault : this.next.remove();
		return new Scene(now, this.answers.apply(request), this.pace, this.retryAfter, this.clock.instant(),
				this.headers);
	}

	private static Thread start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static void shut(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			// it is of no use any more
		}
	}

}
