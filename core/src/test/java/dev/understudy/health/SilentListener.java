package dev.understudy.health;

import java.time.Instant;

import dev.understudy.Standby;

/**
 * Keeps nothing.
 */
final class SilentListener implements HealthListener {

	@Override
	public void stoodDown(String modelId, Standby standby) {
	}

	@Override
	public void recovered(String modelId, Instant at) {
	}

}
