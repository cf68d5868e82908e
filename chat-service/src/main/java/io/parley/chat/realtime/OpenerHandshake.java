package io.parley.chat.realtime;

import java.util.Map;
import java.util.Objects;

import io.parley.web.identity.Identity;
import io.parley.web.usage.UsageMeter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Notes who opens a session, since its request is over when it begins. */
final class OpenerHandshake implements HandshakeInterceptor {

    private static final String OPENER = Opener.class.getName();

    private final UsageMeter meter;

    OpenerHandshake(UsageMeter meter) {
        this.meter = meter;
    }

    /** Who opened a session. */
    static Opener opener(WebSocketSession socket) {
        return (Opener) Objects.requireNonNull(socket.getAttributes().get(OPENER), OPENER);
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest opening = ((ServletServerHttpRequest) request).getServletRequest();
        attributes.put(OPENER, new Opener(Identity.of(opening), this.meter.session(opening)));
        return true;
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception failure) {
        // all is noted
    }

}
