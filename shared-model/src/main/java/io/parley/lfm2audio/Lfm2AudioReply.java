package io.parley.lfm2audio;

import java.util.List;

import io.parley.speech.SpeechReply;

/**
 * An answer with all that the model needs to see of it in the next turn.
 *
 * @param text the words
 * @param items what was generated
 * @param reason why it ended
 * @param usage what it took
 */
record Lfm2AudioReply(String text, List<GeneratedItem> items, FinishReason reason,
        TokenUsage usage) implements SpeechReply {

    Lfm2AudioReply {
        items = List.copyOf(items);
    }

    @Override
    public boolean truncated() {
        return this.reason != FinishReason.END_OF_TURN;
    }

}
