package io.parley.gateway.limits;

import java.time.Clock;

import io.parley.accounts.usage.UsageRows;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where limits are counted, as configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitsProperties.class)
class LimitsConfiguration {

    @Bean
    Counters counters(LimitsProperties properties) {
        LocalCounters alone = new LocalCounters();
        return (properties.redis() != null)
                ? new FallbackCounters(new RedisCounters(properties.redis(), properties.redisTimeout()), alone) : alone;
    }

    @Bean
    Limiter limiter(LimitsProperties properties, Counters counters, UsageRows usage) {
        return new Limiter(properties, counters, usage, Clock.systemUTC());
    }

}
