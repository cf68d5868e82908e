package io.parley.live;

/**
 * Takes everything for speech that could be heard at all. For want of a detector: it
 * keeps the model from inventing words for a line that is dead, no more.
 */
final class LevelJudge implements SpeechJudge {

    private static final int FRAME = 512;

    /** -70 dB of full scale, below speech that was recorded 30 dB too low. */
    private static final double POWER = 1e-7;

    @Override
    public int frameSamples() {
        return FRAME;
    }

    @Override
    public boolean isSpeech(float[] samples, int offset) {
        double energy = 0;
        for (int i = offset; i < offset + FRAME; i++) {
            energy += samples[i] * samples[i];
        }
        return energy / FRAME > POWER;
    }

    @Override
    public void close() {
    }

}
