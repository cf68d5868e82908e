package io.parley.speech;

/**
 * What a caller asks of spoken text.
 *
 * @param voice a voice's id or alias
 * @param speed of the speech, 1 for the voice's own
 * @param normalize whether numbers, dates, markup and the like become words first; else
 * the text is said as it stands. A model that reads written text itself has no use for it
 * @param seed of all draws: with equal seeds, equal texts sound the same
 */
public record SynthesisOptions(String voice, double speed, boolean normalize, long seed) {

    public SynthesisOptions {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed is positive, not " + speed);
        }
    }

    /** Text as people write it. */
    public SynthesisOptions(String voice, double speed, long seed) {
        this(voice, speed, true, seed);
    }

}
