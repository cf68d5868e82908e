package io.parley.web.error;

import jakarta.servlet.http.HttpServletRequest;
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
    @Nullable ResponseEntity<ApiError.Envelope> answer(Throwable error, HttpServletRequest request,
            HttpServletResponse response) {
        Failure failure = this.failures.of(error);
        if (!response.isCommitted()) {
            // what was prepared for the answer that fails here must not frame the error
            response.resetBuffer();
            response.setContentLengthLong(-1);
            return failure.response();
        }
        // ended in order, a part would look like the whole
        request.setAttribute(JsonErrorReportValve.BROKEN_OFF, true);
        return null;
    }

}
