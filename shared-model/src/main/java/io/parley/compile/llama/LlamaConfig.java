package io.parley.compile.llama;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The dimensions of a Llama-shaped model.
 *
 * @param width of the residual stream
 * @param layerCount how many layers
 * @param heads of queries
 * @param keyValueHeads of keys and values; each serves several of the queries'
 * @param headWidth of each
 * @param feedForward width inside the feed-forward blocks
 * @param vocabulary how many tokens
 * @param positions longest sequence
 * @param epsilon of the norms
 * @param rotary the position embedding
 */
public record LlamaConfig(int width, int layerCount, int heads, int keyValueHeads, int headWidth, int feedForward,
        int vocabulary, int positions, float epsilon, Rotary rotary) {

    /** Tables and caches are made for no more positions than these. */
    static final int MOST_POSITIONS = 32_768;

    // ONNX Runtime's fused attention with rotary embedding takes no others
    private static final int HEAD_WIDTH_STEP = 16;

    public LlamaConfig {
        positions = Math.min(positions, MOST_POSITIONS);
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(keyValueHeads + " key/value heads do not divide " + heads + " heads");
        }
        if (headWidth % HEAD_WIDTH_STEP != 0) {
            throw new IllegalArgumentException(
                    "a head width of " + headWidth + " is no multiple of " + HEAD_WIDTH_STEP);
        }
    }

    /** The indexes of all layers. */
    public List<Integer> layers() {
        return IntStream.range(0, this.layerCount).boxed().toList();
    }

    /**
     * A rotary position embedding.
     *
     * @param theta its base
     * @param interleaved whether neighbours in a head make a pair, or else i and i + head
     * width / 2
     * @param scaling how it is stretched
     */
    public record Rotary(double theta, boolean interleaved, RotaryScaling scaling) {

        /** The frequencies of the pairs of a head. */
        double[] frequencies(int headWidth) {
            return IntStream.range(0, headWidth / 2)
                .mapToDouble((i) -> this.scaling.scale(Math.pow(this.theta, -2.0 * i / headWidth)))
                .toArray();
        }

    }

}
