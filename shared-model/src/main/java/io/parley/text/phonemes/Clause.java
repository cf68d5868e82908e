package io.parley.text.phonemes;

import java.util.List;

/**
 * Words up to a mark of punctuation.
 *
 * @param runs its words and the marks behind them
 * @param endsSentence whether its sentence ends too
 */
record Clause(List<PhonemeRun> runs, boolean endsSentence) {
}
