package io.parley.web.connection;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set of every service's connections.
 *
 * @param writeTimeout how long a caller may read nothing of an answer that waits for it
 * before its connection is closed
 */
@ConfigurationProperties("parley.web")
public record WebProperties(@DefaultValue("30s") Duration writeTimeout) {
}
