package io.parley.whisper.decoding;

import java.util.Locale;

import io.parley.generation.RepetitionRule;
import io.parley.text.ByteLevelVocabulary;

/**
 * Tells a text that has come loose from the sound: it says the same phrase again and
 * again, or more than can be spoken in the time.
 */
final class RunawayGuard {

    /** Fewer than 8 tokens are no loop yet: people do say a word three times. */
    private static final RepetitionRule REPETITION = new RepetitionRule(20, 3, 8);

    private static final int TOKENS = 12;

    private static final int TOKENS_A_SECOND = 9;

    /** What a token of English has at most, on average. */
    private static final int BYTES_A_TOKEN = 4;

    /** A shorter passage, in letters, may well be said twice. */
    private static final int SHORTEST_DOUBLED = 12;

    private final ByteLevelVocabulary vocabulary;

    private final int endOfText;

    private final double mostTokens;

    /**
     * Makes a guard.
     * @param seconds of sound in the window
     */
    RunawayGuard(ByteLevelVocabulary vocabulary, int endOfText, double seconds) {
        this.vocabulary = vocabulary;
        this.endOfText = endOfText;
        this.mostTokens = TOKENS + TOKENS_A_SECOND * seconds;
    }

    /** Whether a text has just been found to run away. */
    boolean stops(int[] text) {
        return REPETITION.isLoop(text, text.length) || (text.length > this.mostTokens && tooLong(text));
    }

    /**
     * Whether a text that has come to its end says a passage twice in a row, whatever the
     * punctuation. People do that seldom, a model that misses the end of short sound
     * often.
     */
    boolean doubled(int[] text) {
        int[] letters = this.vocabulary.text(text)
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .filter(Character::isLetterOrDigit)
            .toArray();
        for (int passage = SHORTEST_DOUBLED; 2 * passage <= letters.length; passage++) {
            int same = 0;
            for (int i = passage; i < letters.length && same < passage; i++) {
                same = (letters[i] == letters[i - passage]) ? same + 1 : 0;
            }
            if (same == passage) {
                return true;
            }
        }
        return false;
    }

    // writing that takes many tokens a word also takes many bytes: both must be too many
    private boolean tooLong(int[] text) {
        int words = 0;
        int bytes = 0;
        for (int token : text) {
            if (token < this.endOfText) {
                words++;
                bytes += this.vocabulary.bytes(token).length;
            }
        }
        return words > this.mostTokens && bytes > BYTES_A_TOKEN * this.mostTokens;
    }

}
