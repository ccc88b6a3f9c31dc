package dev.understudy.micrometer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.understudy.Model;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table against a plain map.
 */
class SeatTableTests {

	private static final int THREADS = 4;

	private final SeatTable table = new SeatTable(new SimpleMeterRegistry());

	@Test
	void findsWhatAPlainMapFinds() {
		Map<List<String>, SeatTimers> oracle = new HashMap<>();
		for (int i = 0; i < 20_000; i++) {
			int seat = i * 7 % 2_000;
			String chain = "chain" + seat % 20;
			Model model = Model.of("m" + seat / 20 % 50, "p" + seat / 1_000, "name");
			SeatTimers found = this.table.of(chain, model);
			assertThat(found.areOf(chain, model)).isTrue();
			SeatTimers before = oracle.putIfAbsent(List.of(chain, model.id(), model.provider()), found);
			assertThat((before != null) ? before : found).isSameAs(found);
		}
		assertThat(oracle.size()).isEqualTo(2_000);
	}

	@Test
	void tellsNamesOfEqualHashesApart() {
		assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
		SeatTimers one = this.table.of("Aa", Model.of("Aa", "x", "n"));
		assertThat(this.table.of("BB", Model.of("Aa", "x", "n"))).isNotSameAs(one);
		assertThat(this.table.of("Aa", Model.of("BB", "x", "n"))).isNotSameAs(one);
		assertThat(this.table.of("Aa", Model.of("Aa", "y", "n"))).isNotSameAs(one);
		assertThat(this.table.of("Aa", Model.of("Aa", "x", "other"))).isSameAs(one);
	}

	@Test
	void threadsThatMeetTheSameSeatsShareTheirTimers() throws Exception {
		List<Model> models = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			models.add(Model.of("m" + i, "x", "name"));
		}
		CyclicBarrier start = new CyclicBarrier(THREADS);
		Callable<List<SeatTimers>> meeting = () -> {
			start.await();
			return models.stream().map((model) -> this.table.of("assistant", model)).toList();
		};
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			Map<SeatTimers, Boolean> met = new IdentityHashMap<>();
			for (Future<List<SeatTimers>> each : executor.invokeAll(List.of(meeting, meeting, meeting, meeting))) {
				List<SeatTimers> found = each.get();
				for (int i = 0; i < found.size(); i++) {
					assertThat(found.get(i).areOf("assistant", models.get(i))).isTrue();
					met.put(found.get(i), true);
				}
			}
			assertThat(met).hasSize(models.size());
		}
		finally {
			executor.shutdown();
		}
	}

}
