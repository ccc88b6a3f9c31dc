package dev.understudy.boot;

import java.util.function.Consumer;

import dev.understudy.routing.Following;
import dev.understudy.routing.Repertoire;
import dev.understudy.routing.Understudy;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Tells somebody what is in force from when all beans are there until the context is
 * closed. An engine that outlives the context does not hold on to whom it told.
 */
final class RepertoireFollower implements SmartInitializingSingleton, DisposableBean {

	private final Understudy understudy;

	private final Consumer<Repertoire> follower;

	private @Nullable Following following;

	RepertoireFollower(Understudy understudy, Consumer<Repertoire> follower) {
		this.understudy = understudy;
		this.follower = follower;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.following = this.understudy.follow(this.follower);
	}

	@Override
	public void destroy() {
		if (this.following != null) {
			this.following.close();
		}
	}

}
