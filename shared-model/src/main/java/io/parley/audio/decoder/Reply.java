package io.parley.audio.decoder;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a worker says: {@link Ready} once, then for each job {@link Expected}, some
 * {@link Sound} and one {@link End} or {@link Fault}. On the pipe: one byte of type, four
 * of length (big endian), and so many bytes of payload. The reading side trusts nothing
 * of it, since a worker may have been taken over by the file it decoded.
 */
sealed interface Reply {

    byte READY = 0;

    byte SOUND = 1;

    byte END = 2;

    byte FAULT = 3;

    byte EXPECTED = 4;

    int HEADER_BYTES = 1 + Integer.BYTES;

    int MAX_PAYLOAD_BYTES = 1 << 15;

    /** The worker has loaded FFmpeg and takes jobs. */
    record Ready() implements Reply {
    }

    /** About how many samples will come, or 0 if the file does not say. */
    record Expected(long samples) implements Reply {
    }

    /** A piece of decoded sound. */
    record Sound(float[] samples) implements Reply {
    }

    /** The file was decoded to its end. */
    record End() implements Reply {
    }

    /** The file was given up. */
    record Fault(DecodeFault cause) implements Reply {
    }

    /**
     * The next reply.
     * @throws java.io.EOFException if the worker has ended
     * @throws IOException if it says what no worker says
     */
    static Reply read(DataInputStream in) throws IOException {
        byte type = in.readByte();
        int length = in.readInt();
        if (length < 0 || length > MAX_PAYLOAD_BYTES) {
            throw new IOException("a decoder worker announced %d bytes".formatted(length));
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return switch (type) {
            case READY -> new Ready();
            case SOUND -> new Sound(samples(payload));
            case END -> new End();
            case FAULT -> new Fault(fault(payload));
            case EXPECTED -> new Expected(expected(payload));
            default -> throw new IOException("a decoder worker sent a reply of type " + type);
        };
    }

    private static float[] samples(byte[] payload) {
        float[] samples = new float[payload.length / Float.BYTES];
        ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder()).asFloatBuffer().get(samples);
        return samples;
    }

    private static long expected(byte[] payload) throws IOException {
        if (payload.length != Long.BYTES) {
            throw new IOException("a decoder worker sent a length of %d bytes".formatted(payload.length));
        }
        return ByteBuffer.wrap(payload).getLong();
    }

    private static DecodeFault fault(byte[] payload) throws IOException {
        DecodeFault[] faults = DecodeFault.values();
        if (payload.length != 1 || payload[0] < 0 || payload[0] >= faults.length) {
            throw new IOException("a decoder worker sent an unknown fault");
        }
        return faults[payload[0]];
    }

}
