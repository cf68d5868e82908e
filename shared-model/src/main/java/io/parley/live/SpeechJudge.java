package io.parley.live;

/**
 * Says of one frame after another whether somebody may be speaking. Not thread-safe.
 */
interface SpeechJudge extends AutoCloseable {

    /** Samples in a frame. */
    int frameSamples();

    /** Whether somebody may be speaking in the next frame. */
    boolean isSpeech(float[] samples, int offset);

    @Override
    void close();

}
