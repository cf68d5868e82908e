package io.parley.gateway.socket;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final AtomicBoolean closed = new AtomicBoolean();

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
            if (this.closed.get()) {
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

    /**
     * Closes it, unless that has been done: the first reason counts. Waits for the piece
     * that is on its way, of which the web server waits for a caller 20 s at most.
     */
    void close(CloseStatus status) {
        if (!this.closed.compareAndSet(false, true)) {
            return;
        }
        this.lock.lock();
        try {
            this.session.close(status);
        }
        catch (IOException | IllegalStateException _) {
            // it is gone
        }
        finally {
            this.lock.unlock();
        }
    }

}
