package io.parley.compile.lfm2audio;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.parley.weights.WeightsException;

/**
 * What Mimi's checkpoint does not say about itself: in the reference these numbers are
 * code.
 *
 * @param dimension width of the latent and of the transformer
 * @param codebookWidth width of a code's vector before its projection
 * @param filters channels before the last convolution; each of the earlier stages doubles
 * them
 * @param layers of the transformer
 * @param heads of the transformer
 * @param feedForward inner width of the transformer
 * @param context how many steps of 40 ms attention reaches back, the current one included
 */
public record MimiConstants(int dimension, int codebookWidth, int filters, int layers, int heads, int feedForward,
        int context) {

    /** Codes a codebook. */
    public static final int CODEBOOK_SIZE = 2048;

    /** How many codebooks a frame has here; Mimi's own 32 are not all used. */
    public static final int CODEBOOKS = 8;

    /** Steps of the transformer a frame. */
    public static final int STEPS_PER_FRAME = 2;

    /** Samples a frame of 80 ms, at 24 kHz. */
    public static final int FRAME_SAMPLES = 1920;

    /** The slowest rotation's period, in the usual sense of rotary embeddings. */
    static final double ROTARY_THETA = 10_000;

    /** By how much each stage after the transformer raises the rate. */
    static final List<Integer> RATIOS = List.of(8, 6, 5, 4);

    static final int FIRST_KERNEL = 7;

    static final int RESIDUAL_KERNEL = 3;

    static final int LAST_KERNEL = 3;

    private static final String OVERRIDES = "mimi_tiny.json";

    /** The numbers of the published Mimi. */
    public static MimiConstants published() {
        return new MimiConstants(512, 256, 64, 8, 8, 2048, 250);
    }

    /**
     * The numbers for a checkpoint directory: the published ones, but those that a file
     * {@value #OVERRIDES} gives. Only checkpoints made smaller for tests have one.
     * @throws WeightsException if that file is there and makes no sense
     */
    public static MimiConstants of(Path directory) {
        Path file = directory.resolve(OVERRIDES);
        MimiConstants usual = published();
        if (!Files.isRegularFile(file)) {
            return usual;
        }
        try {
            JsonNode root = new JsonMapper().readTree(file);
            JsonNode transformer = root.path("transformer");
            return new MimiConstants(transformer.path("d_model").asInt(usual.dimension),
                    root.path("quantizer").path("dimension").asInt(usual.codebookWidth),
                    root.path("seanet").path("n_filters").asInt(usual.filters),
                    transformer.path("num_layers").asInt(usual.layers),
                    transformer.path("num_heads").asInt(usual.heads),
                    transformer.path("dim_feedforward").asInt(usual.feedForward),
                    transformer.path("context").asInt(usual.context));
        }
        catch (JacksonException | IllegalArgumentException ex) {
            throw new WeightsException(file, null, "does not describe a Mimi codec: " + ex.getMessage(), ex);
        }
    }

    public MimiConstants {
        if (dimension < 1 || codebookWidth < 1 || filters < 1 || layers < 1 || heads < 1 || dimension % heads != 0
                || feedForward < 1 || context < STEPS_PER_FRAME) {
            throw new IllegalArgumentException("a width, count or context is out of range");
        }
    }

    /** The same with another reach of attention. */
    public MimiConstants withContext(int steps) {
        return new MimiConstants(this.dimension, this.codebookWidth, this.filters, this.layers, this.heads,
                this.feedForward, steps);
    }

    /** What the decoder's graph carries from run to run. */
    public CodecStates states() {
        return MimiDecoderGraph.states(this);
    }

    /** Width of one head. */
    int headWidth() {
        return this.dimension / this.heads;
    }

    /** Channels that go into a stage, counted from 0; those after the last stage too. */
    int channels(int stage) {
        return this.filters << (RATIOS.size() - stage);
    }

}
