package io.parley.compile.lfm2audio;

import java.util.ArrayList;
import java.util.List;

import io.parley.compile.ConfigReader;

/**
 * The size of a stack of LFM2 layers: the backbone, or the detokenizer of LFM2.5-Audio.
 *
 * @param width of the residual stream
 * @param layers the kind of each layer
 * @param heads query heads
 * @param keyValueHeads heads of keys and values, each shared by several query heads
 * @param feedForward inner width of the feed-forward blocks
 * @param kernel length of the short convolutions, in positions
 * @param epsilon of all norms
 * @param theta the base of the rotary embedding's periods
 * @param vocabulary rows of the token table
 * @param maxPositions the longest sequence that the rotary embedding is meant for
 * @param window how many positions sliding attention sees, the current one included; 0 if
 * there is none
 */
public record Lfm2Config(int width, List<LayerKind> layers, int heads, int keyValueHeads, int feedForward, int kernel,
        float epsilon, double theta, int vocabulary, int maxPositions, int window) {

    // ONNX Runtime's fused attention with rotary embedding takes no others
    private static final int HEAD_WIDTH_STEP = 16;

    public Lfm2Config {
        layers = List.copyOf(layers);
    }

    /** Width of one attention head. */
    public int headWidth() {
        return this.width / this.heads;
    }

    /** The layers of a kind with attention, whichever it is. */
    public List<Integer> attentionLayers() {
        return indexes(false);
    }

    /** The layers with a short convolution. */
    public List<Integer> convolutionLayers() {
        return indexes(true);
    }

    private List<Integer> indexes(boolean convolution) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < this.layers.size(); i++) {
            if ((this.layers.get(i) == LayerKind.CONVOLUTION) == convolution) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    /**
     * Reads what the reference reads.
     * @throws io.parley.weights.WeightsException if a key is missing or its value is not
     * supported
     */
    static Lfm2Config read(ConfigReader config) {
        int width = config.count("hidden_size");
        int heads = config.count("num_attention_heads");
        int keyValueHeads = config.count("num_key_value_heads");
        if (width % heads != 0 || (width / heads) % HEAD_WIDTH_STEP != 0) {
            throw config.problem("num_attention_heads",
                    "gives heads whose width is no multiple of " + HEAD_WIDTH_STEP + ": " + width + " / " + heads);
        }
        if (heads % keyValueHeads != 0) {
            throw config.problem("num_key_value_heads", "does not divide the " + heads + " query heads");
        }
        config.requireValue("conv_bias", "false");
        List<LayerKind> layers = layers(config);
        int window = layers.contains(LayerKind.SLIDING_ATTENTION) ? config.count("sliding_window") : 0;
        return new Lfm2Config(width, layers, heads, keyValueHeads, feedForward(config), config.count("conv_L_cache"),
                (float) config.number("norm_eps"), config.number("rope_theta"), config.count("vocab_size"),
                config.count("max_position_embeddings"), window);
    }

    private static List<LayerKind> layers(ConfigReader config) {
        int count = config.count("num_hidden_layers");
        List<LayerKind> layers = new ArrayList<>();
        for (String name : config.texts("layer_types")) {
            layers.add(switch (name) {
                case "conv" -> LayerKind.CONVOLUTION;
                case "full_attention" -> LayerKind.FULL_ATTENTION;
                case "sliding_attention" -> LayerKind.SLIDING_ATTENTION;
                default -> throw config.problem("layer_types", "has a layer of unknown kind '" + name + "'");
            });
        }
        if (layers.size() != count) {
            throw config.problem("layer_types", "lists " + layers.size() + " layers, num_hidden_layers says " + count);
        }
        return layers;
    }

    // block_ff_dim is the older name and wins
    private static int feedForward(ConfigReader config) {
        int width = config.count(config.has("block_ff_dim") ? "block_ff_dim" : "intermediate_size");
        if (!config.flag("block_auto_adjust_ff_dim")) {
            return width;
        }
        int adjusted = (int) (config.number("block_ffn_dim_multiplier") * (2L * width / 3));
        int step = config.count("block_multiple_of");
        return Math.ceilDiv(adjusted, step) * step;
    }

}
