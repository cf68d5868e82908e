package io.parley.lfm2audio;

import org.jspecify.annotations.Nullable;

/**
 * Some text tokens and some audio frames in turn; audio only, once the text has ended.
 * The token that ends the turn is not yielded.
 */
final class InterleavedLoop {

    private final GenerationSteps steps;

    private final int textTokens;

    private final int audioFrames;

    private boolean speaking;

    private boolean textEnded;

    /** Steps left of the current kind; below zero once nothing limits them. */
    private int left;

    /**
     * A loop.
     * @param textTokens before audio comes
     * @param audioFrames before text comes
     */
    InterleavedLoop(GenerationSteps steps, int textTokens, int audioFrames) {
        this.steps = steps;
        this.textTokens = textTokens;
        this.audioFrames = audioFrames;
        this.left = textTokens;
    }

    FinishReason run() {
        while (true) {
            @Nullable FinishReason end = this.steps.advance();
            if (end != null) {
                return end;
            }
            this.left--;
            if (this.speaking) {
                speak();
            }
            else if (!write()) {
                return FinishReason.END_OF_TURN;
            }
        }
    }

    private void speak() {
        boolean ended = this.steps.audio();
        if (this.left == 0 && !this.textEnded) {
            this.speaking = false;
            this.left = this.textTokens;
        }
        if (ended) {
            // as the reference does, without a new count
            this.speaking = false;
        }
    }

    private boolean write() {
        GeneratedItem.TextToken token = this.steps.chooseText();
        if (token.id() == ControlTokens.TURN_END) {
            return false;
        }
        this.steps.yieldItem(token);
        if (token.id() == ControlTokens.TEXT_END) {
            this.textEnded = true;
        }
        if (this.left == 0 || this.textEnded) {
            this.speaking = true;
            this.left = this.audioFrames;
        }
        return true;
    }

}
