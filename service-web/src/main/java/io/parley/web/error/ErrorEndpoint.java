package io.parley.web.error;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed outside of the dispatcher, as in a filter. */
@RestController
final class ErrorEndpoint implements ErrorController {

    private final Failures failures;

    ErrorEndpoint(Failures failures) {
        this.failures = failures;
    }

    @RequestMapping("${server.error.path:/error}")
    @Nullable ResponseEntity<ApiError.Envelope> answer(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            // an answer that broke off is not to be completed, least of all with an error
            // inside
            return null;
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable error) {
            return this.failures.of(error).response();
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = (status instanceof Integer number) ? number : HttpStatus.NOT_FOUND.value();
        return StatusFailures.of(code).response();
    }

}
