package dev.understudy.routing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
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

	/** A factory of virtual threads, where they are fit for clients of any kind. */
	static Optional<ThreadFactory> factory(String name) {
		if (Runtime.version().feature() < UNPINNED) {
			return Optional.empty();
		}
		try {
			Class<?> builder = Class.forName("java.lang.Thread$Builder");
			Object virtual = Thread.class.getMethod("ofVirtual").invoke(null);
			Object named = builder.getMethod("name", String.class, long.class).invoke(virtual, name, 0L);
			return Optional.of((ThreadFactory) builder.getMethod("factory").invoke(named));
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
