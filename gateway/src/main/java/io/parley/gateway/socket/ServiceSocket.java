package io.parley.gateway.socket;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.parley.web.identity.Identity;
import io.parley.web.shutdown.SocketWindDown;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;

/**
 * A socket to the service, for one caller's. What the service says goes to the caller
 * piece by piece, and the next piece is taken when the caller has taken the last. When
 * the service closes, so does the caller's socket.
 */
final class ServiceSocket {

    private static final Logger log = LoggerFactory.getLogger(ServiceSocket.class);

    private static final Duration LONGEST_SEND = Duration.ofSeconds(10);

    private final WebSocket socket;

    private final CallerSocket caller;

    private ServiceSocket(WebSocket socket, CallerSocket caller) {
        this.socket = socket;
        this.caller = caller;
    }

    /**
     * Opens one.
     * @param identity who the caller is, signed; none if nobody asks for keys
     * @param patience how long the service may take
     * @throws IOException if the service takes no socket
     * @throws InterruptedException if interrupted
     */
    static ServiceSocket open(HttpClient client, URI service, @Nullable String identity, Duration patience,
            CallerSocket caller) throws IOException, InterruptedException {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(patience);
        if (identity != null) {
            builder.header(Identity.HEADER, identity);
        }
        CompletableFuture<WebSocket> opening = builder.buildAsync(service, new Return(caller));
        try {
            return new ServiceSocket(opening.get(), caller);
        }
        catch (ExecutionException ex) {
            throw new IOException("the service takes no socket: " + ex.getCause(), ex);
        }
        catch (InterruptedException ex) {
            opening.thenAccept(WebSocket::abort);
            throw ex;
        }
    }

    /**
     * Sends a piece of a message, and waits until it is on its way.
     * @throws IOException if the service takes no more
     */
    void send(String piece, boolean last) throws IOException {
        try {
            this.socket.sendText(piece, last).get(LONGEST_SEND.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (ExecutionException | TimeoutException ex) {
            throw new IOException("the service takes no more", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException(ex);
        }
    }

    /** The socket that it belongs to. */
    CallerSocket caller() {
        return this.caller;
    }

    /** Asks the service to end the conversation as soon as nobody speaks. */
    void windDown() {
        this.socket.sendPong(SocketWindDown.signal());
    }

    /**
     * Says that the caller has gone. The connection ends whatever the service answers.
     */
    void close() {
        this.socket.sendClose(CloseStatus.GOING_AWAY.getCode(), "")
            .orTimeout(LONGEST_SEND.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, _) -> this.socket.abort());
    }

    /** The way back. */
    private record Return(CallerSocket caller) implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean last) {
            try {
                this.caller.send(piece, last);
                socket.request(1);
            }
            catch (IOException ex) {
                log.debug("the caller takes no more", ex);
                this.caller.close(CloseStatus.SESSION_NOT_RELIABLE);
                socket.abort();
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            // what says that no close came cannot be sent: the caller would be told 1002
            boolean cut = status == CloseStatus.NO_STATUS_CODE.getCode()
                    || status == CloseStatus.NO_CLOSE_FRAME.getCode();
            this.caller.close(cut ? CloseStatus.GOING_AWAY : new CloseStatus(status, reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            log.debug("the service is gone", failure);
            this.caller.close(CloseStatus.GOING_AWAY);
        }

    }

}
