package io.parley.lfm2audio;

import io.parley.concurrent.Cancellation;

/**
 * Turns one stream of audio frames into sound, in order, as the frames come. How the
 * frames are shared out among calls makes no difference to the sound. Holds native
 * memory, the same amount however long the stream; not thread-safe.
 */
public interface AudioCodecDecoder extends AutoCloseable {

    /** Of the sound, in Hz. */
    int SAMPLE_RATE = 24_000;

    /** Samples of one frame of 80 ms. */
    int FRAME_SAMPLES = 1920;

    /** Codes of one frame. */
    int CODEBOOKS = 8;

    /**
     * Decodes the next frames. A frame's sound may in part come with later calls.
     * @param frames [frames][8], codes 0 to 2047. The depthformer may also give 2048 in
     * codebooks after the first, where the codecs have no such code: it is taken as 2047.
     * A frame whose first code is 2048 is the end of audio and must not be given
     * @param cancellation ends the work
     * @return what is final by now: mono samples, nominally -1 to 1, not clipped
     * @throws IllegalArgumentException if a frame has not 8 codes, or one out of range
     * @throws java.util.concurrent.CancellationException if cancelled; only
     * {@link #reset()} or {@link #close()} may follow
     * @throws io.parley.pool.PoolException.RunFailed if the runtime fails; the same
     */
    float[] decode(int[][] frames, Cancellation cancellation);

    /**
     * Ends the stream and begins another.
     * @return what was held back, so that the whole has 1920 samples a frame
     */
    float[] flush();

    /** Drops the stream and begins another. */
    void reset();

    /** Native memory that the stream holds, in bytes. */
    long bytes();

    @Override
    void close();

}
