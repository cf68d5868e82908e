package io.parley.gateway.socket;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import io.parley.web.identity.Identity;
import io.parley.web.shutdown.SocketWindDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.SessionLimitExceededException;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Opens a socket to the service for each of a caller's, and brings every message to the
 * other side, in the pieces in which it comes. When one side closes, so does the other.
 * Who reads too slowly is cut off. When the gateway stops, it asks the service to end
 * each conversation as soon as nobody speaks.
 */
final class SocketPassage extends TextWebSocketHandler implements SubProtocolCapable, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SocketPassage.class);

    private static final int SEND_MILLIS = 10_000;

    private static final int MOST_WAITING_BYTES = 16 * 1024 * 1024;

    private final WebSocketClient client;

    private final URI service;

    private final Map<String, WebSocketSession> services = new ConcurrentHashMap<>();

    private final Duration patience;

    private volatile boolean running;

    /**
     * Makes the passage.
     * @param service whose sockets they are
     * @param patience how long conversations may go on when the gateway stops
     */
    SocketPassage(WebSocketClient client, URI service, Duration patience) {
        this.client = client;
        this.service = service;
        this.patience = patience;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("realtime");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession caller) {
        WebSocketSession towardsCaller = new ConcurrentWebSocketSessionDecorator(caller, SEND_MILLIS,
                MOST_WAITING_BYTES);
        try {
            WebSocketHttpHeaders headers = new WebSocketHttpHeaders();
            if (caller.getAttributes().get(Identity.HEADER) instanceof String identity) {
                headers.set(Identity.HEADER, identity);
            }
            WebSocketSession opened = this.client.execute(new Return(towardsCaller), headers, address(caller)).get();
            this.services.put(caller.getId(),
                    new ConcurrentWebSocketSessionDecorator(opened, SEND_MILLIS, MOST_WAITING_BYTES));
            if (!caller.isOpen()) {
                afterConnectionClosed(caller, CloseStatus.GOING_AWAY);
            }
        }
        catch (ExecutionException ex) {
            log.warn("the service takes no socket: {}", String.valueOf(ex.getCause()));
            close(caller, CloseStatus.SERVICE_RESTARTED);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close(caller, CloseStatus.GOING_AWAY);
        }
    }

    /** The same path and query at the service. */
    private URI address(WebSocketSession caller) {
        URI asked = Objects.requireNonNull(caller.getUri());
        return UriComponentsBuilder.fromUri(this.service)
            .scheme("https".equals(this.service.getScheme()) ? "wss" : "ws")
            .path(asked.getRawPath())
            .query(asked.getRawQuery())
            .build(true)
            .toUri();
    }

    @Override
    protected void handleTextMessage(WebSocketSession caller, TextMessage message) {
        WebSocketSession towardsService = this.services.get(caller.getId());
        if (towardsService == null || !pass(message, towardsService)) {
            close(caller, CloseStatus.SERVER_ERROR);
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    private static boolean pass(WebSocketMessage<?> message, WebSocketSession to) {
        try {
            to.sendMessage(message);
            return true;
        }
        catch (SessionLimitExceededException | IOException | IllegalStateException ex) {
            log.debug("a socket takes no more", ex);
            close(to, CloseStatus.SESSION_NOT_RELIABLE);
            return false;
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession caller, CloseStatus status) {
        WebSocketSession towardsService = this.services.remove(caller.getId());
        if (towardsService != null) {
            close(towardsService, CloseStatus.GOING_AWAY);
        }
    }

    @Override
    public void start() {
        this.running = true;
    }

    @Override
    public void stop() {
        stop(() -> {
        });
    }

    @Override
    public void stop(Runnable callback) {
        this.running = false;
        this.services.values().forEach((service) -> pass(new PongMessage(SocketWindDown.signal()), service));
        Thread.ofVirtual().name("stop-sockets").start(() -> {
            try {
                SocketWindDown.await(() -> !this.services.isEmpty(), this.patience);
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            this.services.values().forEach((service) -> close(service, CloseStatus.GOING_AWAY));
            callback.run();
        });
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** Beside the requests that the web server waits for. */
    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
    }

    private static void close(WebSocketSession socket, CloseStatus status) {
        try {
            socket.close(status);
        }
        catch (IOException | IllegalStateException _) {
            // it is gone
        }
    }

    /** The way back. */
    private static final class Return extends TextWebSocketHandler {

        private final WebSocketSession caller;

        private Return(WebSocketSession caller) {
            this.caller = caller;
        }

        @Override
        public boolean supportsPartialMessages() {
            return true;
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) {
            if (!pass(message, this.caller)) {
                close(session, CloseStatus.GOING_AWAY);
            }
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            close(this.caller, CloseStatus.NO_CLOSE_FRAME.equals(status) || CloseStatus.NO_STATUS_CODE.equals(status)
                    ? CloseStatus.SERVICE_RESTARTED : status);
        }

    }

}
