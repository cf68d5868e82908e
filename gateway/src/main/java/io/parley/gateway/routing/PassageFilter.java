package io.parley.gateway.routing;

import java.io.IOException;
import java.util.List;

import io.parley.gateway.config.GatewayProperties;
import io.parley.web.error.ApiError;
import io.parley.web.error.Failure;
import io.parley.web.error.Failures;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Turns away bodies that announce more than the limit before they are read, and puts what
 * goes wrong on the way to a service into the shape of errors. Errors of the service
 * itself pass untouched.
 */
@Component
final class PassageFilter implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private final Failures failures;

    private final long maxUpload;

    PassageFilter(Failures failures, GatewayProperties properties) {
        this.failures = failures;
        this.maxUpload = properties.maxUpload().toBytes();
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        Call call = Call.of(request.servletRequest());
        long announced = request.servletRequest().getContentLengthLong();
        if (call != null && announced > call.maxBody()) {
            return response(tooLarge());
        }
        try {
            return new PassageResponse(next.handle(request), (error) -> explained(call, error));
        }
        catch (Exception error) {
            return response(explained(call, error));
        }
    }

    /** Answers a method that a door does not take. */
    static HandlerFunction<ServerResponse> otherMethod(Door door) {
        return request -> response(Failure
            .invalid(HttpStatus.METHOD_NOT_ALLOWED, "This path does not take %s.".formatted(request.method()), null,
                    "method_not_allowed")
            .withHeader(HttpHeaders.ALLOW, door.method().name()));
    }

    private Failure explained(@Nullable Call call, Exception error) {
        if (call != null && call.isHungUp()) {
            return Failure.callerGone();
        }
        if (call != null && call.isStopped()) {
            // an interrupted thread could not write the answer
            call.clearInterrupt();
            return Failure.stopping();
        }
        if (call != null && call.isTimedOut()) {
            call.clearInterrupt();
            return Failure.server(HttpStatus.GATEWAY_TIMEOUT, "The service behind this path fell silent.");
        }
        if (call != null && call.isTooLarge()) {
            return tooLarge();
        }
        IOException fault = (call != null) ? call.bodyFault() : null;
        if (fault != null) {
            return this.failures.of(fault);
        }
        return this.failures.of(error);
    }

    /** Speaks of the file: what else a form holds is not what makes it too large. */
    private Failure tooLarge() {
        return Failure.tooLarge("The upload is larger than the limit of %d bytes.".formatted(this.maxUpload));
    }

    private static ServerResponse response(Failure failure) {
        return ServerResponse.status(failure.status())
            .contentType(MediaType.APPLICATION_JSON)
            .headers(headers -> failure.headers().forEach((name, value) -> headers.put(name, List.of(value))))
            .body(new ApiError.Envelope(failure.error()));
    }

}
