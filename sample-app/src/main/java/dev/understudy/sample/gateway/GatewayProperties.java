package dev.understudy.sample.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the gateway takes.
 *
 * @param maxBody how long a request's body may be
 * @param maxMessages how many messages a conversation may have
 * @param maxCalls how many plain calls run at once, each on a thread; streams hold none
 * @param maxStreams how many streams run at once
 */
@ConfigurationProperties("sample.gateway")
record GatewayProperties(@DefaultValue("1MB") DataSize maxBody, @DefaultValue("1000") int maxMessages,
		@DefaultValue("200") int maxCalls, @DefaultValue("500") int maxStreams) {

}
