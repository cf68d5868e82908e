package io.parley.compile.lfm2audio;

import io.parley.compile.ConfigReader;

/**
 * The size of the FastConformer encoder.
 *
 * @param melBands features of an input frame
 * @param layers number of Conformer layers
 * @param width of the residual stream
 * @param heads attention heads
 * @param feedForwardFactor inner width of the feed-forward blocks, in widths
 * @param subsamplingChannels channels of the subsampling convolutions
 * @param kernel length of the depthwise convolutions, in frames; odd
 * @param scaled whether the layers' input is multiplied by the root of the width
 */
public record EncoderConfig(int melBands, int layers, int width, int heads, int feedForwardFactor,
        int subsamplingChannels, int kernel, boolean scaled) {

    /** Mel frames that become one encoder frame. */
    public static final int SUBSAMPLING = 8;

    static EncoderConfig read(ConfigReader config) {
        config.requireValue("feat_out", "-1");
        config.requireValue("subsampling", "\"dw_striding\"");
        config.requireValue("subsampling_factor", Integer.toString(SUBSAMPLING));
        config.requireValue("causal_downsampling", "false");
        config.requireValue("reduction", "null");
        config.requireValue("self_attention_model", "\"rel_pos\"");
        config.requireValue("att_context_size", "[-1,-1]");
        config.requireValue("untie_biases", "true");
        config.requireValue("conv_norm_type", "\"batch_norm\"");
        config.requireValue("conv_context_size", "null");
        int width = config.count("d_model");
        int heads = config.count("n_heads");
        if (width % heads != 0) {
            throw config.problem("n_heads", "does not divide the width of " + width);
        }
        int kernel = config.count("conv_kernel_size");
        if (kernel % 2 == 0) {
            throw config.problem("conv_kernel_size", "must be odd: " + kernel);
        }
        return new EncoderConfig(config.count("feat_in"), config.count("n_layers"), width, heads,
                config.count("ff_expansion_factor"), config.count("subsampling_conv_channels"), kernel,
                config.flag("xscaling"));
    }

}
