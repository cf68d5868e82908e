package io.parley.whisper.decoding;

import java.util.List;

/**
 * Suppresses what is never said: the checkpoint's list, all control tokens but the end
 * and the times, and at the start also an empty text.
 */
public final class SuppressedTokens implements TokenRule {

    private final int[] always;

    private final int[] atStart;

    private final int endOfText;

    private final int firstTime;

    /**
     * Takes a checkpoint's lists.
     * @param always ids that are never generated
     * @param atStart ids that do not come first
     */
    public SuppressedTokens(List<Integer> always, List<Integer> atStart, WhisperVocabulary vocabulary) {
        this.always = always.stream().mapToInt(Integer::intValue).filter((id) -> id >= 0).toArray();
        this.atStart = atStart.stream().mapToInt(Integer::intValue).toArray();
        this.endOfText = vocabulary.endOfText();
        this.firstTime = vocabulary.firstTime();
    }

    /**
     * What a text without times may go on with, as something to add to scores.
     * @param vocabulary number of tokens
     * @return 0 for each token that may follow the first, negative infinity for others
     */
    public float[] words(int vocabulary) {
        TokenScores scores = new TokenScores(new float[vocabulary]);
        apply(scores, new int[1]);
        scores.suppress(this.firstTime, vocabulary);
        return scores.values();
    }

    @Override
    public void apply(TokenScores scores, int[] text) {
        for (int id : this.always) {
            scores.suppress(id);
        }
        scores.suppress(this.endOfText + 1, this.firstTime);
        if (text.length == 0) {
            for (int id : this.atStart) {
                scores.suppress(id);
            }
        }
    }

}
