package dev.understudy.redis;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.Subscription;
import org.springframework.data.redis.connection.SubscriptionListener;

/**
 * Listens to one channel on a connection and a thread of its own, for as long as it is
 * not closed, and subscribes again when the connection is lost.
 */
final class Ear implements MessageListener, SubscriptionListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Ear.class);

	private static final long PAUSE = 1_000_000_000L;

	private final RedisConnectionFactory factory;

	private final byte[] channel;

	private final Consumer<String> messages;

	private final Runnable subscribed;

	private final Thread thread;

	private volatile boolean closed;

	/** Whether the connection is to be used no more. */
	private volatile boolean deaf;

	/** The connection of a driver that stays in the subscription. */
	private volatile @Nullable RedisConnection inside;

	/** Whether the thread only looks after a subscription, and no driver holds it. */
	private volatile boolean settled;

	Ear(RedisConnectionFactory factory, String channel, Consumer<String> messages, Runnable subscribed) {
		this.factory = factory;
		this.channel = Keys.bytes(channel);
		this.messages = messages;
		this.subscribed = subscribed;
		this.thread = Daemon.thread(this::listen, "understudy-redis-listen");
	}

	void start() {
		this.thread.start();
	}

	/** Something was not heard: begin anew on another connection. */
	void renew() {
		this.deaf = true;
		comeOut();
		LockSupport.unpark(this.thread);
	}

	@Override
	public void onMessage(Message message, byte @Nullable [] pattern) {
		this.messages.accept(Keys.text(message.getBody()));
	}

	@Override
	public void onChannelSubscribed(byte[] name, long count) {
		this.subscribed.run();
	}

	@Override
	public void close() {
		this.closed = true;
		comeOut();
		if (this.settled) {
			LockSupport.unpark(this.thread);
		}
		else {
			this.thread.interrupt();
		}
	}

	private void comeOut() {
		RedisConnection connection = this.inside;
		try {
			Subscription subscription = (connection != null) ? connection.getSubscription() : null;
			if (subscription != null) {
				subscription.unsubscribe();
			}
		}
		catch (RuntimeException ex) {
			logger.debug("Cannot unsubscribe from Redis", ex);
		}
	}

	private void listen() {
		while (!this.closed) {
			this.deaf = false;
			try (RedisConnection connection = this.factory.getConnection()) {
				// Some drivers stay in here for as long as the subscription lives.
				this.inside = connection;
				connection.subscribe(this, this.channel);
				this.inside = null;
				this.settled = true;
				while (!this.closed && !this.deaf && connection.isSubscribed()) {
					LockSupport.parkNanos(this, PAUSE);
				}
				this.settled = false;
			}
			catch (RuntimeException | LinkageError ex) {
				this.inside = null;
				this.settled = false;
				logger.debug("Cannot listen to Redis", ex);
			}
			if (!this.closed) {
				LockSupport.parkNanos(this, PAUSE);
			}
		}
	}

}
