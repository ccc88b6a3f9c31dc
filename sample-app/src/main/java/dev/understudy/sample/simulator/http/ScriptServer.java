package dev.understudy.sample.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Listens on a port of this machine and plays a script for each request. However many
 * connections there are, it has two threads: one for what comes and goes, one for time.
 */
public final class ScriptServer implements AutoCloseable {

	private static final int MOST_CONNECTIONS = 4_000;

	private static final int BACKLOG = 500;

	private final Function<WireRequest, Script> director;

	private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, daemons("simulator-time"));

	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

	private final AsynchronousChannelGroup group;

	private final AsynchronousServerSocketChannel listener;

	private final int port;

	/**
	 * Starts listening.
	 * @param port where, 0 for a free port
	 * @param director knows the script for a request; it does not wait for anything
	 */
	public ScriptServer(int port, Function<WireRequest, Script> director) {
		this.director = director;
		this.timers.setRemoveOnCancelPolicy(true);
		try {
			this.group = AsynchronousChannelGroup.withFixedThreadPool(1, daemons("simulator"));
			this.listener = AsynchronousServerSocketChannel.open(this.group)
				.setOption(StandardSocketOptions.SO_REUSEADDR, true)
				.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
			this.port = ((InetSocketAddress) this.listener.getLocalAddress()).getPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The simulator cannot listen on port " + port, ex);
		}
		accept();
	}

	/**
	 * Where it listens.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * How many connections are open.
	 * @return their number
	 */
	public int connections() {
		return this.connections.size();
	}

	/** Ends the connections on which nothing has been said and whose scripts are over. */
	public void endWhatIsOver() {
		this.connections.forEach(Connection::endIfOver);
	}

	/** Ends all connections at once. */
	@Override
	public void close() {
		this.timers.shutdownNow();
		try {
			this.group.shutdownNow();
		}
		catch (IOException ex) {
			// nobody can be told any more
		}
		this.connections.forEach(Connection::close);
	}

	private void accept() {
		try {
			this.listener.accept(this, new Acceptor());
		}
		catch (ShutdownChannelGroupException ex) {
			// there will be no more
		}
	}

	/** Takes a breath after a failure: it may last. */
	private void acceptLater() {
		if (this.listener.isOpen() && !this.timers.isShutdown()) {
			this.timers.schedule(this::accept, 50, TimeUnit.MILLISECONDS);
		}
	}

	private void open(AsynchronousSocketChannel channel) {
		Connection connection = new Connection(channel, this.director, this.timers, this.connections::remove);
		this.connections.add(connection);
		try {
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		}
		catch (IOException ex) {
			connection.close();
		}
		if (this.connections.size() > MOST_CONNECTIONS) {
			connection.close();
		}
		else {
			connection.read();
		}
	}

	private static ThreadFactory daemons(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

	/** Takes one connection after the other. */
	private static final class Acceptor implements CompletionHandler<AsynchronousSocketChannel, ScriptServer> {

		@Override
		public void completed(AsynchronousSocketChannel channel, ScriptServer server) {
			server.open(channel);
			server.accept();
		}

		@Override
		public void failed(Throwable thrown, ScriptServer server) {
			server.acceptLater();
		}

	}

}
