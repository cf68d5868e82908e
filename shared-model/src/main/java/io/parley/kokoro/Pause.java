package io.parley.kokoro;

import io.parley.text.phonemes.SpeechChunk;

/**
 * How long nobody speaks between two pieces of a text. The model is silent for longer
 * before and behind what it says than it is within, so pieces cannot just follow one
 * another; these are the lengths that it makes itself in one piece, at speed 1, as
 * measured with its English voices.
 */
enum Pause {

    /** Between sentences. */
    SENTENCE(425),

    /** Between clauses. */
    CLAUSE(120),

    /** Between words: a clause was too long for one piece. */
    WORD(30);

    private static final String CLAUSE_ENDS = ",;:—";

    private static final String CLOSERS = "\"”)";

    private final int milliseconds;

    Pause(int milliseconds) {
        this.milliseconds = milliseconds;
    }

    /** The pause behind a piece. */
    static Pause behind(SpeechChunk piece) {
        if (piece.endsSentence()) {
            return SENTENCE;
        }
        int last = piece.phonemes().length() - 1;
        while (last > 0 && CLOSERS.indexOf(piece.phonemes().charAt(last)) >= 0) {
            last--;
        }
        return CLAUSE_ENDS.indexOf(piece.phonemes().charAt(last)) >= 0 ? CLAUSE : WORD;
    }

    /** Its length in samples. */
    int samples(double speed) {
        return (int) Math.round(this.milliseconds * KokoroModel.SAMPLE_RATE / 1000 / speed);
    }

}
