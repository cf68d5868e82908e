package io.parley.whisper.decoding;

/**
 * A window's text and what speaks for it.
 *
 * @param result what the search found
 * @param temperature of the search
 * @param compressionRatio of the text under deflate
 * @param noSpeechProbability how likely the model finds it that nobody spoke
 */
record DecodedText(SearchResult result, double temperature, double compressionRatio, double noSpeechProbability) {

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
        return this.compressionRatio > HIGHEST_COMPRESSION;
    }

    private boolean unlikely() {
        return this.result.averageLogProbability() < LOWEST_LOG_PROBABILITY;
    }

    boolean isEmpty() {
        return this.result.best().tokens().length == 0;
    }

}
