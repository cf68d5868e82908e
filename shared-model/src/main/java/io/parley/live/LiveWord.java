package io.parley.live;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.parley.speech.TranscriptWord;

/**
 * A word of a hypothesis; in writing without spaces, a character.
 *
 * @param text with its punctuation, without space
 * @param spaced whether a space comes before it
 * @param placed the word in time, from the beginning of the tail, if the model knows it
 * @param end when it ends, in samples from the beginning of the tail, or -1 if nobody
 * knows
 * @param endsSegment whether the model ends a segment after it
 */
record LiveWord(String text, boolean spaced, @Nullable TranscriptWord placed, long end, boolean endsSegment) {

    private static final String SENTENCE_ENDS = ".!?。！？";

    /** What remains of it when spelling does not count. */
    String key() {
        StringBuilder letters = new StringBuilder();
        this.text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.isEmpty() ? this.text : letters.toString().toLowerCase(Locale.ROOT);
    }

    boolean hasEnd() {
        return this.end >= 0;
    }

    /** Whether what follows it begins something new. */
    boolean endsSentence() {
        return this.endsSegment || SENTENCE_ENDS.indexOf(this.text.codePointBefore(this.text.length())) >= 0;
    }

}
