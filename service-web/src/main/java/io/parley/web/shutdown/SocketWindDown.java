package io.parley.web.shutdown;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How a socket comes to its end when a server stops: whoever carries it asks, by a pong
 * that nobody asked for, which callers cannot send through a gateway; whoever knows what
 * is said over it closes it when nothing is left to say.
 */
public final class SocketWindDown {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private static final ByteBuffer SIGNAL = ByteBuffer.wrap("parley: stopping".getBytes(StandardCharsets.US_ASCII))
        .asReadOnlyBuffer();

    private SocketWindDown() {
    }

    /** What the pong carries. */
    public static ByteBuffer signal() {
        return SIGNAL.duplicate();
    }

    /** Whether a pong asks for the end. */
    public static boolean isAskedBy(ByteBuffer payload) {
        return SIGNAL.equals(payload);
    }

    /**
     * Waits while something goes on, but no longer than so long.
     * @throws InterruptedException if interrupted
     */
    public static void await(BooleanSupplier goesOn, Duration patience) throws InterruptedException {
        long began = System.nanoTime();
        while (goesOn.getAsBoolean() && System.nanoTime() - began < patience.toNanos()) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

}
