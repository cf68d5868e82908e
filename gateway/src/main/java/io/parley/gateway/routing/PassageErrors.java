package io.parley.gateway.routing;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;

import io.parley.web.error.ErrorMapping;
import io.parley.web.error.Failure;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;

/** What breaks between the gateway and a service. */
@Component
@Order(0)
final class PassageErrors implements ErrorMapping {

    private static final Logger log = LoggerFactory.getLogger(PassageErrors.class);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    @Override
    public @Nullable Failure map(Throwable error) {
        return switch (error) {
            case ResourceAccessException passage -> ofPassage(passage);
            // the caller's side, which the shared mappings know
            case BadRequestException _, EOFException _, SocketTimeoutException _ -> null;
            case IOException passage -> ofPassage(passage);
            default -> null;
        };
    }

    private static Failure ofPassage(Exception error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                // a watch interrupts a call whose caller has gone
                case InterruptedException _ -> {
                    return Failure.callerGone();
                }
                case ClientAbortException _ -> {
                    return Failure.callerGone();
                }
                case ConnectException _, HttpConnectTimeoutException _, UnknownHostException _ -> {
                    log.warn("a service cannot be reached: {}", error.getMessage());
                    return Failure.unavailable("The service behind this path cannot be reached now.", TRY_AGAIN);
                }
                default -> {
                }
            }
        }
        log.warn("a service broke off: {}", error.toString());
        log.debug("a service broke off", error);
        return Failure.server(HttpStatus.BAD_GATEWAY, "The service behind this path broke off.");
    }

}
