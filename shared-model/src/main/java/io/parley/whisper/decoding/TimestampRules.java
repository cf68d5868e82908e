package io.parley.whisper.decoding;

/**
 * The grammar of a text with times (Radford et al., "Robust Speech Recognition via
 * Large-Scale Weak Supervision", 2022, section 4.5): it begins with a time in the
 * window's first second; times come in pairs, the end of a piece and the beginning of the
 * next, but for the last, after which the text may end; they do not go back, and a piece
 * takes time; a time comes when all times together are likelier than any word.
 */
final class TimestampRules implements TokenRule {

    /** How late the first time may be: 1 s. */
    private static final int LATEST_START = 1_000 / WhisperVocabulary.TIME_STEP;

    private final int endOfText;

    private final int firstTime;

    TimestampRules(WhisperVocabulary vocabulary) {
        this.endOfText = vocabulary.endOfText();
        this.firstTime = vocabulary.firstTime();
    }

    @Override
    public void apply(TokenScores scores, int[] text) {
        int count = scores.count();
        if (text.length == 0) {
            scores.suppress(0, this.firstTime);
            scores.suppress(this.firstTime + LATEST_START + 1, count);
            return;
        }
        boolean afterTime = isTime(text, 1);
        boolean pieceBegins = afterTime && (text.length == 1 || isTime(text, 2));
        if (pieceBegins) {
            scores.suppress(this.firstTime, count);
            return;
        }
        if (afterTime) {
            scores.suppress(0, this.endOfText);
        }
        int least = latest(text) + (afterTime ? 0 : 1);
        scores.suppress(this.firstTime, Math.min(least, count));
        if (scores.logSumExp(this.firstTime, count) > scores.highest(0, this.firstTime)) {
            scores.suppress(0, this.firstTime);
        }
    }

    private boolean isTime(int[] text, int fromEnd) {
        return text[text.length - fromEnd] >= this.firstTime;
    }

    private int latest(int[] text) {
        for (int i = text.length - 1; i >= 0; i--) {
            if (text[i] >= this.firstTime) {
                return text[i];
            }
        }
        return this.firstTime;
    }

}
