package dev.understudy.reactive;

import dev.understudy.CurrentModel;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Lets Micrometer's context propagation carry the running attempt between threads and
 * Reactor contexts. Found by its service loader.
 */
public final class CurrentModelAccessor implements ThreadLocalAccessor<CurrentModel.Running> {

	@Override
	public Object key() {
		return CurrentModel.class;
	}

	@Override
	public CurrentModel.@Nullable Running getValue() {
		return CurrentModel.current();
	}

	@Override
	public void setValue(CurrentModel.Running value) {
		CurrentModel.exchange(value);
	}

	@Override
	public void setValue() {
		CurrentModel.exchange(null);
	}

}
