package io.parley.whisper;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.parley.whisper.decoding.DecodedWindow;

/**
 * What the next window is told of the words before it: the caller's prompt, and what the
 * model has said itself unless it was in doubt. Not thread-safe.
 */
final class PreviousText {

    /** Text drawn at a higher temperature leads astray. */
    private static final double HIGHEST_TEMPERATURE = 0.5;

    private final int endOfText;

    private final boolean carry;

    private final List<Integer> caller;

    private final List<Integer> said = new ArrayList<>();

    PreviousText(WhisperModel model, @Nullable String prompt) {
        this.endOfText = model.vocabulary().endOfText();
        this.carry = model.decoding().settings().carryText();
        this.caller = new ArrayList<>();
        if (prompt != null && !prompt.isBlank()) {
            for (int id : model.tokenizer().encodePlain(" " + prompt.strip())) {
                // written-out control tokens are no prompt
                if (id < this.endOfText) {
                    this.caller.add(id);
                }
            }
        }
    }

    /** Tokens of the caller's prompt. */
    int promptTokens() {
        return this.caller.size();
    }

    /** What comes before the next window. */
    List<Integer> prompt() {
        List<Integer> all = new ArrayList<>(this.caller);
        all.addAll(this.said);
        return all;
    }

    /** Takes a window's text. */
    void add(DecodedWindow window) {
        if (!this.carry) {
            return;
        }
        this.said.clear();
        if (window.temperature() <= HIGHEST_TEMPERATURE) {
            for (int token : window.tokens()) {
                if (token < this.endOfText) {
                    this.said.add(token);
                }
            }
        }
    }

}
