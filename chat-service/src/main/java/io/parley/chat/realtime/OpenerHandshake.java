package io.parley.chat.realtime;

import java.util.Map;
import java.util.Objects;

import io.parley.web.usage.SessionUsage;
import io.parley.web.usage.UsageMeter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Notes who opens a session, since its request is over when it begins. */
final class OpenerHandshake implements HandshakeInterceptor {

    private static final String USAGE = SessionUsage.class.getName();

    private final UsageMeter meter;

    OpenerHandshake(UsageMeter meter) {
        this.meter = meter;
    }

    /** What counts for whoever opened a session. */
    static SessionUsage usage(WebSocketSession socket) {
        return (SessionUsage) Objects.requireNonNull(socket.getAttributes().get(USAGE), USAGE);
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        attributes.put(USAGE, this.meter.session(((ServletServerHttpRequest) request).getServletRequest()));
        return true;
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception failure) {
        // all is noted
    }

}
