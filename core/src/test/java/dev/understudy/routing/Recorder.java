package dev.understudy.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.ChainExhausted;
import dev.understudy.LimitNearlyReached;
import dev.understudy.Model;
import dev.understudy.ModelRecovered;
import dev.understudy.ModelStoodDown;
import dev.understudy.Outcome;
import dev.understudy.RouterListener;
import dev.understudy.Usage;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Writes down all that a listener hears.
 */
final class Recorder implements RouterListener {

	private final List<Object> events = Collections.synchronizedList(new ArrayList<>());

	@Override
	public void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
		this.events.add(new Attempted(chain, model.id(), (failure != null) ? failure.kind() : null, nanos));
	}

	@Override
	public void firstContent(String chain, Model model, long nanos) {
		this.events.add(new FirstContent(chain, model.id(), nanos));
	}

	@Override
	public void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
		this.events.add(new Called(chain, outcome, (model != null) ? model.id() : null, nanos));
	}

	@Override
	public void used(Model model, Usage usage) {
		this.events.add(new Used(model.id(), usage));
	}

	@Override
	public void fellBack(CallFellBack event) {
		this.events.add(event);
	}

	@Override
	public void degraded(CallDegraded event) {
		this.events.add(event);
	}

	@Override
	public void exhausted(ChainExhausted event) {
		this.events.add(event);
	}

	@Override
	public void stoodDown(ModelStoodDown event) {
		this.events.add(event);
	}

	@Override
	public void recovered(ModelRecovered event) {
		this.events.add(event);
	}

	@Override
	public void limitNearlyReached(LimitNearlyReached event) {
		this.events.add(event);
	}

	List<Object> all() {
		return List.copyOf(this.events);
	}

	<T> List<T> of(Class<T> type) {
		return all().stream().filter(type::isInstance).map(type::cast).toList();
	}

	record Attempted(String chain, String model, @Nullable FailureKind failure, long nanos) {
	}

	record FirstContent(String chain, String model, long nanos) {
	}

	record Called(String chain, Outcome outcome, @Nullable String model, long nanos) {
	}

	record Used(String model, Usage usage) {
	}

}
