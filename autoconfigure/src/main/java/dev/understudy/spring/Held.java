package dev.understudy.spring;

import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.understudy.routing.ContextCarrier;
import org.jspecify.annotations.Nullable;

/**
 * The one thing that a holder kept on a thread, for the same holder on another thread.
 *
 * @param <T> what the holder keeps
 * @param kept what it kept, {@code null} for nothing
 * @param reader tells what it keeps on the calling thread
 * @param writer makes it keep something, or nothing, on the calling thread
 */
record Held<T>(@Nullable T kept, Supplier<@Nullable T> reader,
		Consumer<@Nullable T> writer) implements ContextCarrier.Luggage {

	/** What the holder keeps on the calling thread. */
	static <T> Held<T> here(Supplier<@Nullable T> reader, Consumer<@Nullable T> writer) {
		return new Held<>(reader.get(), reader, writer);
	}

	@Override
	public Runnable unpack() {
		T before = this.reader.get();
		this.writer.accept(this.kept);
		return () -> this.writer.accept(before);
	}

	@Override
	public Runnable unpackOnNewThread() {
		if (this.kept != null) {
			this.writer.accept(this.kept);
		}
		return () -> {
		};
	}

}
