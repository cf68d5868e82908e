package io.parley.web.request;

import java.io.IOException;

import io.parley.web.error.Failure;
import io.parley.web.error.FailureWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a content type that stands for several. Spring has no exception of its own for
 * it, and fails wherever it first reads the header.
 */
final class ContentTypeFilter extends OncePerRequestFilter {

    private final FailureWriter failures;

    ContentTypeFilter(FailureWriter failures) {
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        // parameters may have one, such as a boundary
        if (type != null && type.split(";", 2)[0].contains("*")) {
            this.failures.write(Failure.invalid(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "A request's content type cannot have a '*' in it.", null, null), response);
            return;
        }
        chain.doFilter(request, response);
    }

}
