package io.parley.chat.realtime;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.parley.chat.config.ChatProperties;
import io.parley.conversation.ConversationModels;
import io.parley.web.shutdown.RunningWork;
import io.parley.web.shutdown.SocketWindDown;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens a session for each socket, brings it its events, and ends it; when the server
 * stops, as soon as nobody speaks.
 */
@Component
final class RealtimeHandler extends TextWebSocketHandler implements SubProtocolCapable, SmartLifecycle, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RealtimeHandler.class);

    private static final int SEND_MILLIS = 10_000;

    private static final String TOO_LONG = "The session is as long as this server allows; open a new one.";

    private static final String IDLE = "Nothing came from the client for as long as this server waits.";

    private static final String VOICE = "alloy";

    private final SessionParts parts;

    private final Events events;

    private final ChatProperties.Realtime limits;

    private final Map<String, Open> open = new ConcurrentHashMap<>();

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("realtime-clock").factory());

    private final Duration patience;

    private volatile boolean running;

    /** Sessions are opened meanwhile, over connections that there were before. */
    private volatile boolean stopping;

    RealtimeHandler(SessionParts parts, JsonMapper json, ChatProperties properties, RunningWork work) {
        this.parts = parts;
        this.patience = work.patience();
        this.events = new Events(json);
        this.limits = properties.realtime();
        this.clock.setRemoveOnCancelPolicy(true);
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("realtime");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) {
        SocketOutbox out = new SocketOutbox(socket, SEND_MILLIS, (int) this.limits.sendBuffer().toBytes());
        Opener opener = OpenerHandshake.opener(socket);
        RealtimeSession session = new RealtimeSession(this.parts, settings(socket.getUri()), this.events, out, opener,
                this.limits.longest());
        Open opened = new Open(socket, session, ends(socket, session, this.limits.longest(), TOO_LONG),
                ends(socket, session, this.limits.idle(), IDLE));
        this.open.put(socket.getId(), opened);
        try {
            if (!opener.requester().call(session::open)) {
                close(socket, CloseStatus.POLICY_VIOLATION);
            }
            else if (this.stopping) {
                leaveWhenQuiet(opened);
            }
        }
        catch (CancellationException _) {
            end(socket);
        }
    }

    /** A session for what its address asks; a client may set the rest. */
    private SessionSettings settings(@Nullable URI uri) {
        var query = UriComponentsBuilder.fromUri(Objects.requireNonNullElse(uri, URI.create("/")))
            .build()
            .getQueryParams();
        String model = Objects.requireNonNullElse(query.getFirst("model"), ConversationModels.CASCADE);
        boolean converses = this.parts.models().names().contains(model);
        boolean transcribes = this.parts.transcribers().names().contains(model);
        if ("transcription".equals(query.getFirst("intent")) || transcribes && !converses) {
            return SessionSettings.transcription(model, converses && !transcribes ? null : model);
        }
        return SessionSettings.conversation(model, VOICE);
    }

    @Override
    protected void handleTextMessage(WebSocketSession socket, TextMessage message) {
        Open session = this.open.get(socket.getId());
        if (session == null) {
            return;
        }
        session.idle.cancel(false);
        session.idle = ends(socket, session.session, this.limits.idle(), IDLE);
        session.event.append(message.getPayload());
        if (session.event.length() > this.limits.longestEvent().toBytes()) {
            close(socket, CloseStatus.TOO_BIG_TO_PROCESS
                .withReason("An event may have at most %d bytes.".formatted(this.limits.longestEvent().toBytes())));
            return;
        }
        if (!message.isLast()) {
            return;
        }
        String event = session.event.toString();
        session.event = new StringBuilder();
        try {
            OpenerHandshake.opener(socket).requester().run(() -> session.session.accept(event));
        }
        catch (CancellationException _) {
            end(socket);
        }
        catch (RuntimeException ex) {
            log.error("an event failed unexpectedly", ex);
            end(socket);
        }
    }

    /** In pieces, so that no socket holds a buffer for the longest event. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    private ScheduledFuture<?> ends(WebSocketSession socket, RealtimeSession session, Duration after, String why) {
        // a slow client must not hold up the clock
        return this.clock.schedule(() -> Thread.ofVirtual().start(() -> expire(socket, session, why)), after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static void expire(WebSocketSession socket, RealtimeSession session, String why) {
        try {
            session.expire(why);
        }
        catch (CancellationException _) {
            // nobody is there to be told
        }
        close(socket, CloseStatus.NORMAL);
    }

    /** The gateway stops. */
    @Override
    protected void handlePongMessage(WebSocketSession socket, PongMessage message) {
        Open session = this.open.get(socket.getId());
        if (session != null && SocketWindDown.isAskedBy(message.getPayload())) {
            leaveWhenQuiet(session);
        }
    }

    private Thread leaveWhenQuiet(Open open) {
        return Thread.ofVirtual().name("leave-session").start(() -> {
            try {
                SocketWindDown.await(() -> open.socket.isOpen() && open.session.isBusy(), this.patience);
                open.session.leave();
            }
            catch (CancellationException | InterruptedException _) {
                // nobody is there to be told
            }
            close(open.socket, CloseStatus.GOING_AWAY);
        });
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
        List<Thread> leaving = this.open.values().stream().map(this::leaveWhenQuiet).toList();
        Thread.ofVirtual().name("stop-sessions").start(() -> {
            try {
                for (Thread session : leaving) {
                    session.join();
                }
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
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

    @Override
    public void handleTransportError(WebSocketSession socket, Throwable exception) {
        end(socket);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        Open session = this.open.remove(socket.getId());
        if (session != null) {
            session.end();
        }
    }

    private void end(WebSocketSession socket) {
        afterConnectionClosed(socket, CloseStatus.SERVER_ERROR);
        close(socket, CloseStatus.SERVER_ERROR);
    }

    private static void close(WebSocketSession socket, CloseStatus status) {
        try {
            socket.close(status);
        }
        catch (IOException _) {
            // it is gone
        }
    }

    @Override
    public void close() {
        this.clock.shutdownNow();
        this.open.values().forEach(Open::end);
        this.open.clear();
    }

    /** An open session and the times that end it. */
    private static final class Open {

        private final WebSocketSession socket;

        private final RealtimeSession session;

        private final ScheduledFuture<?> longest;

        private volatile ScheduledFuture<?> idle;

        private StringBuilder event = new StringBuilder();

        private Open(WebSocketSession socket, RealtimeSession session, ScheduledFuture<?> longest,
                ScheduledFuture<?> idle) {
            this.socket = socket;
            this.session = session;
            this.longest = longest;
            this.idle = idle;
        }

        private void end() {
            this.longest.cancel(false);
            this.idle.cancel(false);
            this.session.close();
        }

    }

}
