package io.parley.audio;

import java.io.UncheckedIOException;

/**
 * One sound on its way out: what is accepted piece by piece is encoded as one, without a
 * seam between the pieces. Bytes go to the sink within the calls, as early as the codec
 * lets go of them. Not thread-safe. To be closed, whatever happens.
 */
public interface AudioEncoder extends AutoCloseable {

    /**
     * Encodes more sound. What is outside of -1 to 1 is clipped.
     * @param sound at the sample rate that was named on opening; may be empty
     * @throws UncheckedIOException if the sink failed; the encoder is then closed
     * @throws IllegalStateException after the end, or if it is more than was promised
     */
    void accept(Pcm sound);

    /**
     * Encodes what is left: all that was accepted is then with the sink.
     * @throws UncheckedIOException if the sink failed; the encoder is then closed
     * @throws IllegalStateException after the end, or if it is less than was promised
     */
    void finish();

    /**
     * Frees what encoding holds. Before the end nothing more is sent: the sound breaks
     * off. May be called more than once.
     */
    @Override
    void close();

}
