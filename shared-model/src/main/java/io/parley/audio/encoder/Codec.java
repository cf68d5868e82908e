package io.parley.audio.encoder;

import java.util.function.Consumer;

/**
 * Turns samples at the format's own rate into a format's bytes. Not thread-safe.
 */
interface Codec extends AutoCloseable {

    /** Puts out what goes before all sound. */
    void start(Consumer<byte[]> out);

    /**
     * Encodes more.
     * @param samples amplitudes in -1 to 1
     * @param count how many of them, from the first on
     * @param out takes bytes that are decided
     */
    void encode(float[] samples, int count, Consumer<byte[]> out);

    /** Puts out all that is left. */
    void finish(Consumer<byte[]> out);

    /** Frees what it holds. */
    @Override
    void close();

}
