package dev.understudy.sample;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.understudy.Model;
import dev.understudy.RouterListener;
import dev.understudy.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which attempts have failed, and how.
 */
public class ModelWatch implements RouterListener {

	private final List<String> failures = new CopyOnWriteArrayList<>();

	@Override
	public void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
		if (failure != null) {
			this.failures.add(model.id() + " " + failure.kind());
		}
	}

	public List<String> failures() {
		return List.copyOf(this.failures);
	}

	public void clear() {
		this.failures.clear();
	}

}
