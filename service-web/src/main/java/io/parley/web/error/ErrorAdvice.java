package io.parley.web.error;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what controllers and the dispatcher throw. */
@RestControllerAdvice
final class ErrorAdvice {

    private final Failures failures;

    ErrorAdvice(Failures failures) {
        this.failures = failures;
    }

    @ExceptionHandler(Throwable.class)
    @Nullable ResponseEntity<ApiError.Envelope> answer(Throwable error, HttpServletResponse response) {
        Failure failure = this.failures.of(error);
        // what has begun as something else cannot become an error
        return response.isCommitted() ? null : failure.response();
    }

}
