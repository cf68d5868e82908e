package io.parley.compile.lfm2audio;

import io.parley.compile.ConfigReader;

/**
 * The size of the depthformer, which turns a hidden state into the codes of one frame.
 *
 * @param layers number of layers
 * @param width of the residual stream
 * @param tied whether each codebook's output projection is its embedding
 */
public record DepthformerConfig(int layers, int width, boolean tied) {

    // constants of the reference's code, in no config.json

    /** Query heads. */
    public static final int HEADS = 32;

    /** Heads of keys and values. */
    public static final int KEY_VALUE_HEADS = 8;

    /** The base of the rotary embedding's periods. */
    public static final double THETA = 1e6;

    /** Of all norms. */
    public static final float EPSILON = 1e-5f;

    private static final int FEED_FORWARD_STEP = 256;

    private static final int HEAD_WIDTH_STEP = 16;

    /** Width of one attention head. */
    public int headWidth() {
        return this.width / HEADS;
    }

    /** Inner width of the feed-forward blocks. */
    public int feedForward() {
        return Math.ceilDiv(4 * this.width * 2 / 3, FEED_FORWARD_STEP) * FEED_FORWARD_STEP;
    }

    static DepthformerConfig read(ConfigReader config) {
        int width = config.count("dim");
        if (width % (HEADS * HEAD_WIDTH_STEP) != 0) {
            throw config.problem("dim", "is no multiple of " + HEADS * HEAD_WIDTH_STEP + ": " + width);
        }
        return new DepthformerConfig(config.count("layers"), width, config.flag("tie"));
    }

}
