package io.parley.compile.whisper;

/**
 * The size of a Whisper model.
 *
 * @param width of the residual stream
 * @param heads attention heads in every layer
 * @param encoderLayers number of encoder layers
 * @param decoderLayers number of decoder layers
 * @param vocabulary number of tokens
 * @param mels mel bands of the input
 * @param audioContext positions of the encoder: half the mel frames of the longest window
 * @param textContext the longest sequence of tokens, prompt included
 */
public record WhisperDimensions(int width, int heads, int encoderLayers, int decoderLayers, int vocabulary, int mels,
        int audioContext, int textContext) {

    /** Width of one attention head. */
    public int headWidth() {
        return this.width / this.heads;
    }

    /** By what the product of a query and a key is multiplied: head width^-0.5. */
    float attentionScale() {
        return (float) (1 / Math.sqrt(headWidth()));
    }

    /** How many tokens of text before a window the decoder is told of, at most. */
    public int longestPrompt() {
        return this.textContext / 2 - 1;
    }

}
