package dev.understudy.health;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.understudy.health.Tally.Counter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The window is what a list of all calls says: those of the running slice and of the nine
 * before it.
 */
class CallWindowProperties {

	@Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
	void windowIsWhatTheListSays(@ForAll @IntRange(min = 1, max = 200) int length, @ForAll("calls") List<Call> calls,
			@ForAll @IntRange(max = 60) int activation) {
		Tally tally = new Tally();
		CallWindow window = new CallWindow(tally, length);
		long slice = Math.max(1, length / 10);
		List<Call> seen = new ArrayList<>();
		Totals since = Totals.NONE;
		int forgotten = 0;
		long now = 0;
		for (Call call : calls) {
			now += call.after;
			window.at(now);
			count(tally, call);
			seen.add(new Call(now, call.stripe, call.failed, call.slow, call.late));
			if (seen.size() == activation) {
				since = window.decidingTotal();
				forgotten = activation;
			}
			long first = now / slice - 9;
			assertThat(window.all(now)).isEqualTo(sum(seen.stream().filter((one) -> one.after / slice >= first)));
			assertThat(window.deciding(now, since))
				.isEqualTo(sum(seen.stream().skip(forgotten).filter((one) -> !one.late && one.after / slice >= first)));
			assertThat(window.latencyMean(now)).isEqualTo(window.all(now).latencyMean());
		}
		assertThat(window.all(now + 10 * slice)).isEqualTo(Totals.NONE);
	}

	@Provide
	Arbitrary<List<Call>> calls() {
		Arbitrary<Boolean> flags = Arbitraries.of(true, false);
		return Combinators
			.combine(Arbitraries.of(0L, 0L, 1L, 5L, 20L, 300L), Arbitraries.integers().between(0, 3), flags, flags,
					flags)
			.as(Call::new)
			.list()
			.ofMinSize(1)
			.ofMaxSize(60);
	}

	private static void count(Tally tally, Call call) {
		tally.add(call.stripe, call.late ? Counter.LATE_CALLS : Counter.CALLS, 1);
		if (call.failed) {
			tally.add(call.stripe, call.late ? Counter.LATE_FAILURES : Counter.FAILURES, 1);
		}
		if (call.slow) {
			tally.add(call.stripe, call.late ? Counter.LATE_SLOW : Counter.SLOW, 1);
		}
	}

	private static Totals sum(Stream<Call> calls) {
		List<Call> all = calls.toList();
		return new Totals(all.size(), all.stream().filter(Call::failed).count(),
				all.stream().filter(Call::slow).count(), 0);
	}

	/** A call, so long after the one before; once seen, at that time. */
	record Call(long after, int stripe, boolean failed, boolean slow, boolean late) {
	}

}
