package io.parley.compile.kokoro;

import java.nio.file.Path;

/**
 * Kokoro's two halves.
 *
 * @param prosody reads {@code tokens} int64 [1, n], {@code style} float32 [1, 256] and
 * {@code speed} float32 [1]; writes {@link #FEATURES} float32 [1, 512, frames], and
 * {@link #PITCH} and {@link #ENERGY} float32 [1, 1, 2 * frames]
 * @param vocoder reads what the prosody writes, and {@code style}; writes {@code audio}
 * float32 [600 * frames] at 24,000 Hz
 * @param bytes of both in total
 */
public record KokoroGraphs(Path prosody, Path vocoder, long bytes) {

    /** What is said in each frame of 25 ms. */
    public static final String FEATURES = "/encoder/MatMul_1_output_0";

    /** The voice's fundamental frequency, in Hz, in each half frame. */
    public static final String PITCH = "/encoder/F0_proj/Conv_output_0";

    /** How loud it is in each half frame, as a logarithm. */
    public static final String ENERGY = "/encoder/N_proj/Conv_output_0";

}
