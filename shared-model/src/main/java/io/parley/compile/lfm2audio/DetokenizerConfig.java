package io.parley.compile.lfm2audio;

import java.nio.file.Path;
import java.util.List;

import io.parley.compile.ConfigReader;

/**
 * LFM2.5-Audio's detokenizer, as {@code audio_detokenizer/config.json} describes it.
 *
 * @param layers its LFM2 layers
 */
public record DetokenizerConfig(Lfm2Config layers) {

    /** Codes a codebook; unlike the backbone's, without one for the end of audio. */
    public static final int CODEBOOK_SIZE = 2048;

    public static final int CODEBOOKS = 8;

    /** Columns of the spectrum a frame of 80 ms. */
    public static final int COLUMNS_PER_FRAME = 6;

    /** Samples a column of the spectrum is made of. */
    public static final int FFT_SIZE = 1280;

    /** Samples from one column to the next. */
    public static final int HOP = 320;

    /** Values a column: log-magnitudes, then phases. */
    public static final int COLUMN_VALUES = FFT_SIZE + 2;

    private static final String FILE = "config.json";

    /**
     * Reads a detokenizer's directory.
     * @param directory holds {@value #FILE}
     * @throws io.parley.weights.WeightsException if the file cannot be read, lacks a key
     * or has a value that is not supported; the message names the key
     */
    public static DetokenizerConfig read(Path directory) {
        ConfigReader config = ConfigReader.open(directory.resolve(FILE));
        config.requireValue("output_size", String.valueOf(COLUMN_VALUES));
        Lfm2Config layers = Lfm2Config.read(config);
        if (layers.layers().contains(LayerKind.FULL_ATTENTION)) {
            throw config.problem("layer_types", "has full attention, with which sound of any length cannot be made");
        }
        return new DetokenizerConfig(layers);
    }

    /** What the graph carries from run to run. */
    public CodecStates states() {
        List<ConvolutionState> convolutions = this.layers.convolutionLayers()
            .stream()
            .map((layer) -> new ConvolutionState("conv_" + layer, this.layers.kernel() - 1, this.layers.width()))
            .toList();
        return new CodecStates(convolutions, new SlidingAttention(this.layers.attentionLayers(),
                this.layers.keyValueHeads(), this.layers.headWidth(), this.layers.window(), this.layers.theta()));
    }

}
