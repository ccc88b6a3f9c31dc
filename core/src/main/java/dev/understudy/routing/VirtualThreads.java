package dev.understudy.routing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

/**
 * What a JDK that has virtual threads can do, reached from code that is compiled for one
 * that has none.
 */
final class VirtualThreads {

	/** The first JDK whose virtual threads are not held by a monitor. */
	private static final int UNPINNED = 24;

	private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualHandle();

	private VirtualThreads() {
	}

	/** Whether the calling thread is a virtual one. */
	static boolean current() {
		MethodHandle handle = IS_VIRTUAL;
		if (handle == null) {
			return false;
		}
		try {
			return (boolean) handle.invokeExact(Thread.currentThread());
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Thread.isVirtual() failed", ex);
		}
	}

	/**
	 * A virtual thread for each task, where they are fit for clients of any kind.
	 * @param name the threads' name before the number
	 */
	static Optional<ExecutorService> each(String name) {
		if (Runtime.version().feature() < UNPINNED) {
			return Optional.empty();
		}
		try {
			Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			type.getMethod("name", String.class, long.class).invoke(builder, name, 0L);
			type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
			Object factory = type.getMethod("factory").invoke(builder);
			return Optional
				.of((ExecutorService) Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
					.invoke(null, factory));
		}
		catch (ReflectiveOperationException ex) {
			return Optional.empty();
		}
	}

	private static @Nullable MethodHandle isVirtualHandle() {
		try {
			return MethodHandles.lookup().findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

}
