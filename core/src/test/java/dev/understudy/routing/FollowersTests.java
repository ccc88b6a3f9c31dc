package dev.understudy.routing;

import java.util.ArrayList;
import java.util.List;

import dev.understudy.Model;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Who follows is told of what is in force, now and later.
 */
class FollowersTests {

	private final Understudy understudy = Understudy.builder().models(model("a")).chain("c", "a").build();

	private final List<Repertoire> told = new ArrayList<>();

	@Test
	void areToldAtOnceAndAtEachChange() {
		Repertoire first = this.understudy.repertoire();
		Repertoire second = new Repertoire(List.of(ModelSettings.of(model("b"))), List.of());
		this.understudy.follow((repertoire) -> {
			assertThat(this.understudy.repertoire()).isSameAs(repertoire);
			this.told.add(repertoire);
		});
		this.understudy.perform(second);
		this.understudy.perform(first);
		assertThat(this.told).containsExactly(first, second, first);
	}

	@Test
	void oneThatThrowsLaterStopsNoChangeAndIsReportedOnce() {
		boolean[] angry = new boolean[1];
		this.understudy.follow((repertoire) -> {
			if (angry[0]) {
				throw new IllegalStateException("canary-7391");
			}
		});
		this.understudy.follow(this.told::add);
		angry[0] = true;
		Repertoire second = new Repertoire(List.of(), List.of());
		try (LogCapture log = new LogCapture(Understudy.class.getName())) {
			this.understudy.perform(second);
			this.understudy.perform(second);
			assertThat(log.lines()).singleElement()
				.asString()
				.contains("IllegalStateException")
				.doesNotContain("canary-7391");
		}
		assertThat(this.told).hasSize(3);
		assertThat(this.understudy.repertoire()).isSameAs(second);
	}

	@Test
	void oneThatThrowsAtOnceDoesNotFollow() {
		List<Repertoire> heard = new ArrayList<>();
		assertThatThrownBy(() -> this.understudy.follow((repertoire) -> {
			heard.add(repertoire);
			throw new IllegalStateException("no");
		})).isInstanceOf(IllegalStateException.class);
		this.understudy.perform(this.understudy.repertoire());
		assertThat(heard).hasSize(1);
	}

	@Test
	void oneWhoseFollowingIsClosedHearsNoMoreAndTheOthersDo() {
		List<Repertoire> others = new ArrayList<>();
		Following following = this.understudy.follow(this.told::add);
		this.understudy.follow(others::add);
		following.close();
		following.close();
		this.understudy.perform(this.understudy.repertoire());
		assertThat(this.told).hasSize(1);
		assertThat(others).hasSize(2);
	}

	@Test
	void oneMayCloseItsFollowingWhenItIsTold() {
		List<Following> own = new ArrayList<>();
		own.add(this.understudy.follow((repertoire) -> {
			this.told.add(repertoire);
			own.forEach(Following::close);
		}));
		this.understudy.follow(this.told::add);
		this.understudy.perform(this.understudy.repertoire());
		this.understudy.perform(this.understudy.repertoire());
		assertThat(this.told).hasSize(5);
	}

	private static Model model(String id) {
		return Model.of(id, "x", id);
	}

}
