package io.parley.web.request;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Says in a header how long a request took, in ms: from its headers to the first byte of
 * its answer. A filter that notes the start, and an advice that writes the header while
 * headers can still be written.
 */
@RestControllerAdvice
final class ProcessingTime extends OncePerRequestFilter implements ResponseBodyAdvice<Object> {

    static final String HEADER = "openai-processing-ms";

    private static final String START = ProcessingTime.class.getName() + ".start";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(START, System.nanoTime());
        chain.doFilter(request, response);
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest servlet
                && servlet.getServletRequest().getAttribute(START) instanceof Long start) {
            long taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            response.getHeaders().set(HEADER, Long.toString(taken));
        }
        return body;
    }

}
