package io.parley.whisper.decoding;

/**
 * What a search has found.
 *
 * @param best the likeliest text
 * @param ending why it ended
 */
record SearchResult(Hypothesis best, Ending ending) {

    /**
     * Mean natural logarithm of the probabilities, the end's included.
     */
    double averageLogProbability() {
        return this.best.total() / (this.best.tokens().length + 1);
    }

}
