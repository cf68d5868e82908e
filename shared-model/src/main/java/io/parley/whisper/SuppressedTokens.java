package io.parley.whisper;

/**
 * Takes out of a step's scores what must not be said: the checkpoint's list, all control
 * tokens but the end, and at the start also an empty text.
 */
final class SuppressedTokens {

    private final int[] always;

    private final int[] atStart;

    private final int endOfText;

    SuppressedTokens(WhisperConfig config, WhisperVocabulary vocabulary) {
        this.endOfText = vocabulary.endOfText();
        this.always = config.suppressed().stream().mapToInt(Integer::intValue).filter((id) -> id >= 0).toArray();
        this.atStart = config.suppressedAtStart().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Sets the scores of suppressed tokens to negative infinity.
     * @param first whether the next token is the first of the text
     */
    void apply(float[] scores, boolean first) {
        for (int id : this.always) {
            scores[id] = Float.NEGATIVE_INFINITY;
        }
        if (first) {
            for (int id : this.atStart) {
                scores[id] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** How many ids, from 0, can be said at all: text and the end of it. */
    int sayable() {
        return this.endOfText + 1;
    }

}
