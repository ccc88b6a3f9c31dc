package dev.understudy.health;

import java.util.ArrayList;
import java.util.List;

import dev.understudy.StandbyReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryStateStoreTests {

	@Test
	void keepsAndTellsWhatIsNew() throws Exception {
		StateStore store = StateStore.inMemory();
		List<StandbyNotice> heard = new ArrayList<>();
		store.listen(heard::add);
		StandbyNotice notice = Said.stands(StandbyReason.MANUAL, 1, null);
		store.publish(List.of(notice, notice));
		assertThat(store.load()).containsExactly(notice);
		assertThat(heard).containsExactly(notice);
		assertThat(store.interval()).isPositive();
	}

}
