package io.parley.speech;

import java.time.Duration;
import java.util.List;

/**
 * A piece of a transcript, about a sentence.
 *
 * @param start when it begins, from the beginning of the sound
 * @param end when it ends; not before the start
 * @param text its words, with the space that divides them from what came before
 * @param tokens what the model said, in order; their texts make up the text
 * @param words its words in order, within its times; empty unless asked for
 * @param decoding how it came about
 */
public record TranscriptSegment(Duration start, Duration end, String text, List<TranscriptToken> tokens,
        List<TranscriptWord> words, Decoding decoding) {

    public TranscriptSegment {
        tokens = List.copyOf(tokens);
        words = List.copyOf(words);
    }

    /** The same without the times of its words. */
    public TranscriptSegment withoutWords() {
        return new TranscriptSegment(this.start, this.end, this.text, this.tokens, List.of(), this.decoding);
    }

    /**
     * How a segment came about: what callers judge its quality by.
     *
     * @param windowStart where the window began that the model heard at once
     * @param temperature it was drawn at; 0 for the likeliest text
     * @param averageLogProbability natural logarithm, mean over the window's tokens
     * @param compressionRatio of the window's text under deflate; high for repetitions
     * @param noSpeechProbability how likely the model finds it that nobody spoke
     */
    public record Decoding(Duration windowStart, double temperature, double averageLogProbability,
            double compressionRatio, double noSpeechProbability) {
    }

}
