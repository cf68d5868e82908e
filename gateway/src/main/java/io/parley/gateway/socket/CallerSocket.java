package io.parley.gateway.socket;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * A caller's socket, to which one thread sends while another may close it. Nothing is
 * sent after the close: the web server would cut the connection, and the caller might not
 * learn why it was closed. Thread-safe.
 */
final class CallerSocket {

    private final WebSocketSession session;

    private final ReentrantLock lock = new ReentrantLock();

    private boolean closed;

    CallerSocket(WebSocketSession session) {
        this.session = session;
    }

    /**
     * Sends a piece of a message, and waits until the caller has taken it.
     * @throws IOException if the caller takes no more
     */
    void send(CharSequence piece, boolean last) throws IOException {
        this.lock.lock();
        try {
            if (this.closed) {
                throw new IOException("the caller's socket is closed");
            }
            this.session.sendMessage(new TextMessage(piece, last));
        }
        catch (IllegalStateException ex) {
            throw new IOException(ex);
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Closes it, unless that has been done: the first reason counts. */
    void close(CloseStatus status) {
        this.lock.lock();
        try {
            if (!this.closed) {
                this.closed = true;
                this.session.close(status);
            }
        }
        catch (IOException | IllegalStateException _) {
            // it is gone
        }
        finally {
            this.lock.unlock();
        }
    }

}
