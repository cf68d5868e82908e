package io.parley.web.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one of Tomcat's sockets by a read of one byte that does not block. A byte that
 * comes is put back in front of those that follow it.
 */
final class TomcatConnection implements CallerConnection {

    private final Supplier<@Nullable SocketWrapperBase<?>> socket;

    private final BooleanSupplier bodyFullyRead;

    TomcatConnection(Supplier<@Nullable SocketWrapperBase<?>> socket, BooleanSupplier bodyFullyRead) {
        this.socket = socket;
        this.bodyFullyRead = bodyFullyRead;
    }

    @Override
    public void limitWrites(Duration timeout) {
        SocketWrapperBase<?> wrapper = this.socket.get();
        if (wrapper != null) {
            wrapper.setWriteTimeout(timeout.toMillis());
        }
    }

    @Override
    public State look() {
        SocketWrapperBase<?> wrapper = this.socket.get();
        if (wrapper == null) {
            return State.GONE;
        }
        if (!this.bodyFullyRead.getAsBoolean()) {
            return State.BODY_ARRIVING;
        }
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            int count = wrapper.read(false, one);
            if (count > 0) {
                wrapper.unRead(one.flip());
                return State.PIPELINED;
            }
            return (count < 0) ? State.GONE : State.QUIET;
        }
        catch (IOException _) {
            return State.GONE;
        }
    }

}
