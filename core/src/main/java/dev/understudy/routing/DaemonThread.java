package dev.understudy.routing;

/**
 * A thread that keeps neither the program alive nor anything of the thread that happened
 * to start it.
 */
final class DaemonThread {

	private DaemonThread() {
	}

	static Thread of(Runnable task, String name) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(DaemonThread.class.getClassLoader());
		return thread;
	}

}
