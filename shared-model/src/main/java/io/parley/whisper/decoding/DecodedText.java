package io.parley.whisper.decoding;

import io.parley.text.CompressionRatio;

/**
 * A window's text and what speaks for it.
 *
 * @param result what the search found
 * @param temperature of the search
 * @param text without times, and without space at either end
 * @param noSpeechProbability how likely the model finds it that nobody spoke
 */
record DecodedText(SearchResult result, double temperature, String text, double noSpeechProbability) {

    /** Above this a text repeats itself. */
    private static final double HIGHEST_COMPRESSION = 2.4;

    /** Below this the model does not believe its own text. */
    private static final double LOWEST_LOG_PROBABILITY = -1;

    /** Above this nobody spoke, unless the model believes its text. */
    private static final double NO_SPEECH = 0.6;

    /** Whether nobody spoke. */
    boolean silent() {
        return this.noSpeechProbability > NO_SPEECH && unlikely();
    }

    /** Whether another search may well find a better text. */
    boolean doubtful() {
        return runaway() || repetitive() || unlikely();
    }

    boolean runaway() {
        return this.result.ending() == Ending.RUNAWAY;
    }

    boolean repetitive() {
        return compressionRatio() > HIGHEST_COMPRESSION;
    }

    double compressionRatio() {
        return CompressionRatio.of(this.text);
    }

    private boolean unlikely() {
        return this.result.averageLogProbability() < LOWEST_LOG_PROBABILITY;
    }

    boolean isEmpty() {
        return this.text.isEmpty();
    }

}
