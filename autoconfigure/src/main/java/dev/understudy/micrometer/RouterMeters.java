package dev.understudy.micrometer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.understudy.CallDegraded;
import dev.understudy.CallFellBack;
import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.RouterListener;
import dev.understudy.Usage;
import dev.understudy.failure.Failure;
import dev.understudy.routing.ChainSettings;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.SeatSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Records calls, attempts and the first content of streams in timers, and counts
 * fallbacks, degradations, tokens and cost.
 * <p>
 * Tags are names of chains and models, and constants: never a prompt, an answer, a
 * message or a key. Meters are looked up once and kept, so those that somebody removes
 * from the registry do not come back.
 */
public final class RouterMeters implements RouterListener {

	private final SeatTable seats;

	private final TurnCounters turns;

	private final UsageCounters usages;

	private final FirstTokenTimers firstTokens;

	/**
	 * Meters in a registry.
	 * @param registry where the meters are registered
	 */
	public RouterMeters(MeterRegistry registry) {
		this.seats = new SeatTable(registry);
		this.turns = new TurnCounters(registry);
		this.usages = new UsageCounters(registry);
		this.firstTokens = new FirstTokenTimers(registry);
	}

	/**
	 * Registers the meters that are likely to be needed, so that they exist with zero
	 * before the first call: every end of a call for every model of its chain, the
	 * success of every attempt and the first content of its stream, tokens and cost of
	 * every model, the fallbacks from each model of a chain to the next and those to
	 * another chain for each kind of failure that brings them about, and the degradations
	 * for each kind of failure and rung of a chain. Where all chains together would need
	 * more than 2,000 counters of fallbacks, or of degradations, these begin with their
	 * first event, as do failed attempts and the rungs of annotations.
	 * <p>
	 * What exists stays as it is, so this may be called again when other models and
	 * chains are in force; made for {@code Understudy.follow}.
	 * @param repertoire the models and chains
	 */
	public void prepare(Repertoire repertoire) {
		Map<String, Model> models = new HashMap<>();
		repertoire.models().forEach((settings) -> {
			models.put(settings.model().id(), settings.model());
			this.usages.prepare(settings.model());
		});
		repertoire.chains().forEach((chain) -> prepare(chain, models));
		this.turns.prepare(new LikelyTurns(repertoire));
	}

	@Override
	public void attempted(String chain, Model model, @Nullable Failure failure, long nanos) {
		this.seats.of(chain, model).attempts(failure).record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void firstContent(String chain, Model model, long nanos) {
		this.firstTokens.record(chain, model.id(), nanos);
	}

	@Override
	public void called(String chain, Outcome outcome, @Nullable Model model, long nanos) {
		this.seats.of(chain, (model != null) ? model : SeatTimers.NOBODY)
			.calls(outcome)
			.record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void used(Model model, Usage usage) {
		this.usages.used(model, usage);
	}

	@Override
	public void fellBack(CallFellBack event) {
		this.turns.fellBack(event);
	}

	@Override
	public void degraded(CallDegraded event) {
		this.turns.degraded(event);
	}

	private void prepare(ChainSettings chain, Map<String, Model> models) {
		for (SeatSettings seat : chain.seats()) {
			Model model = models.get(seat.modelId());
			if (model != null) {
				SeatTimers timers = this.seats.of(chain.name(), model);
				timers.attempts(null);
				timers.calls(Outcome.ANSWERED);
				if (chain.seats().size() > 1) {
					timers.calls(Outcome.FELL_BACK);
				}
				this.firstTokens.prepare(chain.name(), model.id());
			}
		}
		SeatTimers nobody = this.seats.of(chain.name(), SeatTimers.NOBODY);
		nobody.calls(Outcome.DEGRADED);
		nobody.calls(Outcome.FAILED);
	}

}
