package dev.understudy.spring;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Objects told apart by what they are, not by what they are equal to, and kept for as
 * long as others keep them.
 */
final class WeakIdentitySet {

	private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

	private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

	void add(Object object) {
		for (Reference<?> each = this.gone.poll(); each != null; each = this.gone.poll()) {
			this.entries.remove(each);
		}
		this.entries.add(new Entry(object, this.gone));
	}

	boolean contains(Object object) {
		return this.entries.contains(new Entry(object, null));
	}

	/**
	 * An object, which may be gone.
	 */
	private static final class Entry extends WeakReference<Object> {

		private final int hash;

		Entry(Object object, @Nullable ReferenceQueue<Object> gone) {
			super(object, gone);
			this.hash = System.identityHashCode(object);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			if (this == other) {
				return true;
			}
			Object object = get();
			return object != null && other instanceof Entry entry && entry.get() == object;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
