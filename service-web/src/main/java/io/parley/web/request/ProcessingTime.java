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
public final class ProcessingTime extends OncePerRequestFilter implements ResponseBodyAdvice<Object> {

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
        if (request instanceof ServletServerHttpRequest servlet) {
            Long taken = taken(servlet.getServletRequest());
            if (taken != null) {
                response.getHeaders().set(HEADER, Long.toString(taken));
            }
        }
        return body;
    }

    /**
     * Writes the header of an answer that no message converter writes.
     * @param request that is answered
     * @param response whose first byte is about to be written
     */
    public static void write(HttpServletRequest request, HttpServletResponse response) {
        Long taken = taken(request);
        if (taken != null) {
            response.setHeader(HEADER, Long.toString(taken));
        }
    }

    private static @Nullable Long taken(HttpServletRequest request) {
        return (request.getAttribute(START) instanceof Long start)
                ? (Long) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) : null;
    }

}
