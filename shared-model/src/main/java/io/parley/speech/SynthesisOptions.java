package io.parley.speech;

/**
 * What a caller asks of spoken text.
 *
 * @param voice a voice's id or alias
 * @param speed of the speech, 1 for the voice's own
 * @param seed of all draws: with equal seeds, equal texts sound the same
 */
public record SynthesisOptions(String voice, double speed, long seed) {

    public SynthesisOptions {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed is positive, not " + speed);
        }
    }

}
