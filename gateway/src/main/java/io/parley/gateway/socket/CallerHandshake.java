package io.parley.gateway.socket;

import java.util.Map;
import java.util.Objects;

import io.parley.gateway.access.Caller;
import io.parley.gateway.access.IdentityHeaders;
import io.parley.web.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Has the service told who opens a socket, and keeps callers to their models. */
final class CallerHandshake implements HandshakeInterceptor {

    private static final String DEFAULT_MODEL = "parley-cascade";

    private final IdentityHeaders identities;

    CallerHandshake(IdentityHeaders identities) {
        this.identities = identities;
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest called = ((ServletServerHttpRequest) request).getServletRequest();
        String model = Objects.requireNonNullElse(called.getParameter("model"), DEFAULT_MODEL);
        if (!Caller.of(called).mayUse(model)) {
            response.setStatusCode(HttpStatus.FORBIDDEN);
            return false;
        }
        String identity = this.identities.identity(called);
        if (identity != null) {
            attributes.put(Identity.HEADER, identity);
        }
        return true;
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception failure) {
        // all is said
    }

}
