package dev.understudy.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and Redis. While it holds, it accepts everything and answers
 * nothing, as a network does that has lost the way; afterwards what was held arrives.
 */
final class Partition implements AutoCloseable {

	private final ServerSocket server;

	private final int target;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private boolean holds;

	Partition(int target) throws IOException {
		this.target = target;
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		daemon(this::accept);
	}

	int port() {
		return this.server.getLocalPort();
	}

	synchronized void hold() {
		this.holds = true;
	}

	synchronized void heal() {
		this.holds = false;
		notifyAll();
	}

	@Override
	public void close() throws IOException {
		heal();
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				join(this.server.accept());
			}
			catch (IOException ex) {
				// The test is over, or Redis is down: whoever called finds out.
			}
		}
	}

	private void join(Socket here) throws IOException {
		this.sockets.add(here);
		try {
			Socket there = new Socket(InetAddress.getLoopbackAddress(), this.target);
			this.sockets.add(there);
			here.setTcpNoDelay(true);
			there.setTcpNoDelay(true);
			daemon(() -> pump(here, there));
			daemon(() -> pump(there, here));
		}
		catch (IOException ex) {
			here.close();
			throw ex;
		}
	}

	private void pump(Socket from, Socket to) {
		byte[] bytes = new byte[8192];
		try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
				awaitWay();
				out.write(bytes, 0, read);
			}
		}
		catch (IOException | InterruptedException ex) {
			// One side is gone, and so is the other now.
		}
	}

	private synchronized void awaitWay() throws InterruptedException {
		while (this.holds) {
			wait();
		}
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "partition");
		thread.setDaemon(true);
		thread.start();
	}

}
