package io.parley.gateway.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import io.parley.web.time.MonotonicClock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Turns calls away for some seconds when a service was not to be reached or broke off
 * most of the last times, so that callers need not wait to hear it. What a service
 * answers, errors too, says that it is there. After the pause all are let through again,
 * until most fail.
 */
final class CircuitFilter implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final CircuitBreaker circuit;

    CircuitFilter(String service) {
        this.circuit = CircuitBreaker.of(service,
                CircuitBreakerConfig.custom()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(10)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(PAUSE)
                    .clock(new MonotonicClock())
                    .build());
        // calls on trial may take minutes, for which all others would be turned away
        this.circuit.getEventPublisher().onStateTransition((event) -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.HALF_OPEN) {
                this.circuit.transitionToClosedState();
            }
        });
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        if (!this.circuit.tryAcquirePermission()) {
            throw new FailureException(
                    Failure.unavailable("The service behind this path has not been reachable lately.", PAUSE));
        }
        long start = System.nanoTime();
        try {
            ServerResponse answer = next.handle(request);
            this.circuit.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return answer;
        }
        catch (IOException | ResourceAccessException ex) {
            if (isOfTheService(Call.of(request.servletRequest()))) {
                this.circuit.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, ex);
            }
            else {
                this.circuit.releasePermission();
            }
            throw ex;
        }
        catch (Exception ex) {
            this.circuit.releasePermission();
            throw ex;
        }
    }

    /** Whether neither the caller nor the gateway ended it. */
    private static boolean isOfTheService(@Nullable Call call) {
        return call == null || !(call.isHungUp() || call.isStopped() || call.isTooLarge() || call.bodyFault() != null);
    }

}
