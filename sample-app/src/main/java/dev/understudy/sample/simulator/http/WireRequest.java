package dev.understudy.sample.simulator.http;

/**
 * A request, as far as the simulator looks at it.
 *
 * @param method the method
 * @param path the path
 * @param body the body
 */
public record WireRequest(String method, String path, byte[] body) {

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
