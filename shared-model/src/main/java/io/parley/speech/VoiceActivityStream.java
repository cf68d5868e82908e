package io.parley.speech;

import io.parley.concurrent.Cancellation;

/**
 * Listens to one sound, frame after frame, for whether somebody speaks. Not thread-safe.
 */
public interface VoiceActivityStream extends AutoCloseable {

    /** Samples in a frame, at 16,000 Hz: 512, which is 32 ms. */
    int frameSamples();

    /**
     * Hears the next frame.
     * @param samples holds {@link #frameSamples()} amplitudes from the offset on
     * @param offset where they start
     * @param cancellation ends the wait for the cores
     * @return how likely it is, from 0 to 1, that somebody speaks in it
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    float next(float[] samples, int offset, Cancellation cancellation);

    /**
     * Hears several frames, one after the other, which may take less time than one by
     * one.
     * @param samples holds {@link #frameSamples()} amplitudes a frame from the offset on
     * @param offset where they start
     * @param frames how many
     * @param probabilities receives, from index 0 on, how likely it is, from 0 to 1, that
     * somebody speaks in each frame
     * @param cancellation ends the wait for the cores
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    default void next(float[] samples, int offset, int frames, float[] probabilities, Cancellation cancellation) {
        for (int i = 0; i < frames; i++) {
            probabilities[i] = next(samples, offset + i * frameSamples(), cancellation);
        }
    }

    /** Frees what listening holds. */
    @Override
    void close();

}
