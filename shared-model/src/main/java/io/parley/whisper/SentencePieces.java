package io.parley.whisper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.parley.text.ByteLevelVocabulary;
import io.parley.text.SentenceSplitter;
import io.parley.whisper.SegmentSplitter.Piece;

/**
 * Cuts a window's text that has no times in it into its sentences, which are then placed
 * by their words. Thread-safe.
 */
final class SentencePieces {

    private final ByteLevelVocabulary vocabulary;

    private final SentenceSplitter sentences = new SentenceSplitter();

    SentencePieces(ByteLevelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Cuts a text; marks without a word stay with the sentence after them.
     * @param tokens of text only
     * @param length of the window, in milliseconds
     * @return pieces that together are the text, each anywhere in the window
     */
    List<Piece> split(int[] tokens, int length) {
        String text = this.vocabulary.text(tokens);
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        int to = 0;
        int spelled = 0;
        for (int end : this.sentences.ends(text)) {
            int bytes = text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
            while (to < tokens.length && spelled < bytes) {
                spelled += this.vocabulary.bytes(tokens[to++]).length;
            }
            String sentence = this.vocabulary.text(Arrays.copyOfRange(tokens, from, to));
            if (sentence.codePoints().anyMatch(Character::isLetterOrDigit)) {
                pieces.add(new Piece(0, length, from, to));
                from = to;
            }
        }
        if (!pieces.isEmpty()) {
            // what comes after the last word
            pieces.add(new Piece(0, length, pieces.removeLast().from(), tokens.length));
        }
        return pieces;
    }

}
