package io.parley.speech.windows;

import io.parley.concurrent.Cancellation;
import io.parley.speech.VoiceActivityStream;

/** Finds speech where a script says, whatever it hears. */
final class ScriptedActivity implements VoiceActivityStream {

    static final int FRAME = 512;

    private final float[] probabilities;

    private int position;

    ScriptedActivity(float[] probabilities) {
        this.probabilities = probabilities;
    }

    @Override
    public int frameSamples() {
        return FRAME;
    }

    @Override
    public float next(float[] samples, int offset, Cancellation cancellation) {
        return this.probabilities[this.position++];
    }

    @Override
    public void close() {
    }

}
