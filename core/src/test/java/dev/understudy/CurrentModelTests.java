package dev.understudy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CurrentModelTests {

	private final Try outer = new Try("gpt");

	private final Try inner = new Try("claude");

	@AfterEach
	void endAttempt() {
		CurrentModel.exchange(null);
	}

	@Test
	void isUnknownOutsideAnAttempt() {
		assertThat(CurrentModel.find()).isEmpty();
		assertThat(CurrentModel.current()).isNull();
		assertThatIllegalStateException().isThrownBy(CurrentModel::require)
			.withMessage("No attempt of a model runs on thread '" + Thread.currentThread().getName()
					+ "': CurrentModel is known inside @ModelFallback methods and ModelRouter calls only");
		assertThatIllegalStateException().isThrownBy(() -> CurrentModel.usage(1, 1));
	}

	@Test
	void isTheModelOfTheRunningAttempt() {
		assertThat(CurrentModel.exchange(this.outer)).isNull();
		assertThat(CurrentModel.require()).isSameAs(this.outer.model);
		assertThat(CurrentModel.find()).containsSame(this.outer.model);
		assertThat(CurrentModel.current()).isSameAs(this.outer);
	}

	@Test
	void innerAttemptGivesWayToTheOuterOneAgain() {
		CurrentModel.exchange(this.outer);
		CurrentModel.Running before = CurrentModel.exchange(this.inner);
		assertThat(CurrentModel.require()).isSameAs(this.inner.model);
		assertThat(CurrentModel.exchange(before)).isSameAs(this.inner);
		assertThat(CurrentModel.require()).isSameAs(this.outer.model);
	}

	@Test
	void usageGoesToTheRunningAttempt() {
		CurrentModel.exchange(this.outer);
		CurrentModel.usage(3, 4);
		assertThat(this.outer.used).containsExactly(new Usage(3, 4));
	}

	private static final class Try implements CurrentModel.Running {

		private final Model model;

		private final List<Usage> used = new ArrayList<>();

		private Try(String id) {
			this.model = Model.of(id, "provider", id);
		}

		@Override
		public Model model() {
			return this.model;
		}

		@Override
		public void used(Usage usage) {
			this.used.add(usage);
		}

	}

}
