package io.parley.whisper.decoding;

/**
 * What must not come next. Thread-safe.
 */
@FunctionalInterface
interface TokenRule {

    /**
     * Suppresses tokens.
     * @param scores of what comes next
     * @param text tokens so far, without the prompt
     */
    void apply(TokenScores scores, int[] text);

    /** This rule, and then another. */
    default TokenRule then(TokenRule next) {
        return (scores, text) -> {
            apply(scores, text);
            next.apply(scores, text);
        };
    }

}
