package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;

/**
 * Turns samples at the format's own rate into a format's bytes. Not thread-safe.
 */
interface Codec extends AutoCloseable {

    /** Puts out what goes before all sound. */
    void start(ByteArrayOutputStream out);

    /**
     * Encodes more, and puts out what is decided.
     * @param samples amplitudes in -1 to 1
     * @param count how many of them, from the first on
     */
    void encode(float[] samples, int count, ByteArrayOutputStream out);

    /** Puts out all that is left. */
    void finish(ByteArrayOutputStream out);

    /** Frees what it holds. Called once. */
    @Override
    void close();

}
