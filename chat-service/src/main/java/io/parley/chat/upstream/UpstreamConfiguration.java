package io.parley.chat.upstream;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.parley.chat.config.ChatProperties;
import io.parley.web.time.MonotonicClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The operator's language model, where one is named. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

    private static final String NAME = "upstream";

    @Bean(destroyMethod = "shutdownNow")
    HttpClient upstreamClient(ChatProperties properties) {
        return HttpClient.newBuilder()
            // so that a call that is left closes its connection, by which the server
            // learns of it
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(properties.upstream().connectTimeout())
            // a key goes nowhere but where it belongs
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    }

    @Bean
    SilenceWatch silenceWatch(ChatProperties properties) {
        return new SilenceWatch(properties.upstream().idleTimeout());
    }

    @Bean
    UpstreamModels upstream(ChatProperties properties, HttpClient upstreamClient, SilenceWatch silence,
            JsonMapper json) {
        ChatProperties.Upstream settings = properties.upstream();
        URI baseUrl = settings.baseUrl();
        String model = settings.model();
        if (baseUrl == null && model == null) {
            return new UpstreamModels(Map.of());
        }
        if (baseUrl == null || model == null) {
            throw new IllegalStateException(
                    "parley.chat.upstream.base-url and parley.chat.upstream.model are set together or not at all");
        }
        UpstreamConnection connection = new UpstreamConnection(upstreamClient,
                new UpstreamAddress(baseUrl, settings.apiKey(), settings.answerTimeout()), breaker(settings),
                retry(settings), json);
        return new UpstreamModels(Map.of(model, new UpstreamChatModel(model, connection, silence, json)));
    }

    /** Opens after so many failures in a row; a caller's mistake is none. */
    private static CircuitBreaker breaker(ChatProperties.Upstream settings) {
        return CircuitBreaker.of(NAME, CircuitBreakerConfig.custom()
            .slidingWindow(settings.failures(), settings.failures(), CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                    CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
            .failureRateThreshold(100)
            .permittedNumberOfCallsInHalfOpenState(1)
            .waitDurationInOpenState(settings.pause())
            .clock(new MonotonicClock())
            .recordException(UpstreamFault::isServersFault)
            .ignoreException(InterruptedException.class::isInstance)
            .build());
    }

    private static Retry retry(ChatProperties.Upstream settings) {
        return Retry.of(NAME,
                RetryConfig.custom()
                    .maxAttempts(settings.retries() + 1)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff())
                    .retryOnException(UpstreamFault::isWorthARetry)
                    .build());
    }

}
