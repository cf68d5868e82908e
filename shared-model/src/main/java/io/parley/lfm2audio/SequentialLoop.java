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
            int token = this.steps.chooseText();
            this.steps.yieldText(token);
            if (token == ControlTokens.TURN_END) {
                return FinishReason.END_OF_TURN;
            }
            speaking = token == ControlTokens.AUDIO_START;
        }
    }

}
