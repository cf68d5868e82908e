package io.parley.audio;

import java.util.OptionalLong;

/**
 * Mono sound that is read once, front to back, at bounded memory. Not thread-safe: one
 * reader at a time.
 */
public interface PcmSource extends AutoCloseable {

    /** Samples a second, in Hz. */
    int sampleRate();

    /**
     * How many samples there will be in all, where it can be told before; empty if not. A
     * file's own word, or an estimate from its size: to show progress and to choose turns
     * by, never to reserve memory or to enforce a limit.
     */
    default OptionalLong expectedSamples() {
        return OptionalLong.empty();
    }

    /**
     * Reads some samples, waiting for at least one.
     * @param buffer receives amplitudes, nominally in -1 to 1
     * @param offset first index to fill
     * @param length at most so many samples, more than zero
     * @return how many samples were read, or -1 at the end of the sound
     * @throws AudioException if what follows cannot be decoded or breaks a limit
     */
    int read(float[] buffer, int offset, int length);

    /** Frees what decoding holds. Closing before the end is allowed. */
    @Override
    void close();

    /**
     * Sound that is already in memory.
     * @param pcm the sound; read in place
     */
    static PcmSource of(Pcm pcm) {
        return new InMemoryPcmSource(pcm);
    }

}
