package io.parley.chat.realtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.SessionLimitExceededException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends events over a socket, from any thread. A client that reads too slowly is cut off:
 * so much may wait for it, and so long may one event take.
 */
final class SocketOutbox implements Outbox {

    private final ConcurrentWebSocketSessionDecorator socket;

    SocketOutbox(WebSocketSession socket, int sendMillis, int mostBytes) {
        this.socket = new ConcurrentWebSocketSessionDecorator(socket, sendMillis, mostBytes);
    }

    @Override
    public void send(ObjectNode event) {
        try {
            // by its bytes: half a surrogate pair, which JSON can escape and UTF-8 cannot
            // hold, becomes "?"
            this.socket.sendMessage(new TextMessage(event.toString().getBytes(StandardCharsets.UTF_8)));
        }
        catch (SessionLimitExceededException | IOException | IllegalStateException ex) {
            close();
            CancellationException gone = new CancellationException("the client has gone or does not read");
            gone.initCause(ex);
            throw gone;
        }
    }

    private void close() {
        try {
            this.socket.close(CloseStatus.SESSION_NOT_RELIABLE);
        }
        catch (IOException _) {
            // it is gone
        }
    }

}
