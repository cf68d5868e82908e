package io.parley.gateway.socket;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.parley.gateway.link.LinkWatch;
import io.parley.web.identity.Identity;
import io.parley.web.shutdown.SocketWindDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Opens a socket to the service for each of a caller's, and brings every message to the
 * other side, in the pieces in which it comes. When one side closes, so does the other.
 * When the gateway stops, it asks the service to end each conversation as soon as nobody
 * speaks.
 */
final class SocketPassage extends TextWebSocketHandler implements SubProtocolCapable, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SocketPassage.class);

    private static final CloseStatus UNREACHABLE = CloseStatus.GOING_AWAY
        .withReason("The conversation service cannot be reached; try again later.");

    private static final CloseStatus TEXT_ONLY = CloseStatus.NOT_ACCEPTABLE
        .withReason("Events are text, JSON; sound goes into them as base64.");

    private final HttpClient client;

    private final LinkWatch links;

    private final URI service;

    private final Duration openingPatience;

    private final Map<String, ServiceSocket> services = new ConcurrentHashMap<>();

    private final Map<String, LinkWatch.Watched> watched = new ConcurrentHashMap<>();

    private final Duration stoppingPatience;

    private volatile boolean running;

    /** Sockets are opened meanwhile, over connections that there were before. */
    private volatile boolean stopping;

    /**
     * Makes the passage.
     * @param links which tells when the service has vanished
     * @param service whose sockets they are
     * @param openingPatience how long the service may take to open a socket
     * @param stoppingPatience how long conversations may go on when the gateway stops
     */
    SocketPassage(HttpClient client, LinkWatch links, URI service, Duration openingPatience,
            Duration stoppingPatience) {
        this.client = client;
        this.links = links;
        this.service = service;
        this.openingPatience = openingPatience;
        this.stoppingPatience = stoppingPatience;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("realtime");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession caller) {
        CallerSocket socket = new CallerSocket(caller);
        String identity = caller.getAttributes().get(Identity.HEADER) instanceof String signed ? signed : null;
        try {
            ServiceSocket towardsService = ServiceSocket.open(this.client, address(caller), identity,
                    this.openingPatience, socket);
            this.services.put(caller.getId(), towardsService);
            if (this.stopping) {
                towardsService.windDown();
            }
            this.watched.put(caller.getId(), this.links.watch(this.service, () -> socket.close(UNREACHABLE)));
            if (!caller.isOpen()) {
                afterConnectionClosed(caller, CloseStatus.GOING_AWAY);
            }
        }
        catch (IOException ex) {
            log.warn(ex.getMessage());
            socket.close(UNREACHABLE);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            socket.close(CloseStatus.GOING_AWAY);
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
        ServiceSocket towardsService = this.services.get(caller.getId());
        if (towardsService == null) {
            return;
        }
        try {
            towardsService.send(message.getPayload(), message.isLast());
        }
        catch (IOException ex) {
            log.debug("a message does not reach the service", ex);
            towardsService.caller().close(UNREACHABLE);
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession caller, BinaryMessage message) {
        ServiceSocket towardsService = this.services.get(caller.getId());
        if (towardsService != null) {
            towardsService.caller().close(TEXT_ONLY);
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionClosed(WebSocketSession caller, CloseStatus status) {
        ServiceSocket towardsService = this.services.remove(caller.getId());
        if (towardsService != null) {
            towardsService.close();
        }
        LinkWatch.Watched ended = this.watched.remove(caller.getId());
        if (ended != null) {
            ended.close();
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
        this.stopping = true;
        this.services.values().forEach(ServiceSocket::windDown);
        Thread.ofVirtual().name("stop-sockets").start(() -> {
            try {
                SocketWindDown.await(() -> !this.services.isEmpty(), this.stoppingPatience);
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            this.services.values().forEach(ServiceSocket::close);
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

}
