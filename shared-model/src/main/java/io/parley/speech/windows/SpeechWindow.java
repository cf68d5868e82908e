package io.parley.speech.windows;

/**
 * A stretch of a sound that is to be transcribed in one go.
 *
 * @param samples amplitudes at the sound's rate; not copied, so not to be changed after
 * @param startSample where it begins, counted in samples from the beginning of the sound
 * @param speechProbability how likely it is, from 0 to 1, that somebody speaks in it for
 * at least a tenth of a second; 1 if nobody listened for that
 * @param speechSamples how much of it is more likely speech than not, in samples; all of
 * it if nobody listened for that
 */
public record SpeechWindow(float[] samples, long startSample, double speechProbability, int speechSamples) {

    /** Where it ends, counted in samples from the beginning of the sound. */
    public long endSample() {
        return this.startSample + this.samples.length;
    }

}
