package io.parley.lfm2audio;

import org.jspecify.annotations.Nullable;

/**
 * Text until the model says that audio comes, audio until it ends, text again. The token
 * that ends the turn is yielded.
 */
final class SequentialLoop {

    private final GenerationSteps steps;

    SequentialLoop(GenerationSteps steps) {
        this.steps = steps;
    }

    FinishReason run() {
        boolean speaking = false;
        while (true) {
            @Nullable FinishReason end = this.steps.advance();
            if (end != null) {
                return end;
            }
            if (speaking) {
                speaking = !this.steps.audio();
                continue;
            }
            GeneratedItem.TextToken token = this.steps.chooseText();
            this.steps.yieldItem(token);
            if (token.id() == ControlTokens.TURN_END) {
                return FinishReason.END_OF_TURN;
            }
            speaking = token.id() == ControlTokens.AUDIO_START;
        }
    }

}
