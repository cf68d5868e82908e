package io.parley.speech.windows;

import java.util.Arrays;
import java.util.List;

import io.parley.audio.QuietestPlace;

/**
 * A stretch of a sound that is to be transcribed in one go.
 *
 * @param samples amplitudes at the sound's rate; not copied, so not to be changed after
 * @param startSample where it begins, counted in samples from the beginning of the sound
 * @param speechProbability how likely it is, from 0 to 1, that somebody speaks in it for
 * at least a tenth of a second; 1 if nobody listened for that
 * @param speech where in it somebody speaks more likely than not
 */
public record SpeechWindow(float[] samples, long startSample, double speechProbability, SpeechFrames speech) {

    /** Where it ends, counted in samples from the beginning of the sound. */
    public long endSample() {
        return this.startSample + this.samples.length;
    }

    /**
     * In two, cut where it is quietest in its middle third.
     * @param quiet samples of a quiet place, about a tenth of a second
     */
    public List<SpeechWindow> halves(int quiet) {
        int length = this.samples.length;
        int cut = QuietestPlace.between(this.samples, length / 3, length * 2 / 3, quiet);
        return List.of(part(0, cut), part(cut, length));
    }

    /**
     * What follows a place.
     * @param sample counted from the window's beginning
     */
    public SpeechWindow from(int sample) {
        return (sample == 0) ? this : part(sample, this.samples.length);
    }

    private SpeechWindow part(int from, int to) {
        return new SpeechWindow(Arrays.copyOfRange(this.samples, from, to), this.startSample + from,
                this.speechProbability, this.speech.part(from, to));
    }

}
