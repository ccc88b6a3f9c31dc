package dev.understudy.redis;

import org.springframework.data.redis.core.script.DigestUtils;

/**
 * Something that Redis does as one step.
 *
 * @param text what it does, in Lua
 * @param sha what Redis calls it once it knows it
 */
record Script(String text, String sha) {

	static Script of(String text) {
		return new Script(text, DigestUtils.sha1DigestAsHex(text));
	}

}
