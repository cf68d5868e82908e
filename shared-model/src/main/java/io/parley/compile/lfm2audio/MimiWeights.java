package io.parley.compile.lfm2audio;

import java.util.List;

import io.parley.compile.graph.KernelTaps;
import io.parley.compile.graph.Matrix;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Projection;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.Checkpoint;
import io.parley.weights.WeightTensor;

/**
 * The decoder half of Mimi's checkpoint under Kyutai's names.
 */
final class MimiWeights {

    private final ShapedWeights tensors;

    private final MimiConstants constants;

    MimiWeights(Checkpoint checkpoint, MimiConstants constants) {
        this.tensors = new ShapedWeights(checkpoint);
        this.constants = constants;
    }

    /** The vectors of one codebook. */
    CodeVectors codebook(int number) {
        String part = (number == 0) ? "quantizer.rvq_first" : "quantizer.rvq_rest";
        String codebook = part + ".vq.layers." + Math.max(0, number - 1) + "._codebook.";
        int width = this.constants.codebookWidth();
        int dimension = this.constants.dimension();
        WeightTensor projection = this.tensors.tensor(part + ".output_proj.weight", dimension, width, 1);
        return new CodeVectors(this.tensors.tensor(codebook + "embedding_sum", MimiConstants.CODEBOOK_SIZE, width),
                this.tensors.tensor(codebook + "cluster_usage", MimiConstants.CODEBOOK_SIZE),
                KernelTaps.of(projection));
    }

    /**
     * The depthwise kernel that doubles the rate.
     * @return [channels, 4], row-major
     */
    float[] upsampling() {
        return this.tensors.tensor("upsample.convtr.convtr.convtr.weight", this.constants.dimension(), 1, 4).toFloats();
    }

    Norm norm(int layer, int number) {
        String name = layer(layer) + "norm" + number;
        return new Norm(vector(name + ".weight"), vector(name + ".bias"));
    }

    /** Query, key and value, one below the other. */
    Projection queryKeyValue(int layer) {
        String name = either(layer(layer) + "self_attn.in_proj_weight", layer(layer) + "self_attn.in_projs.0.weight");
        return new Projection(matrix(name, 3 * this.constants.dimension(), this.constants.dimension()), null);
    }

    /** What follows attention, with its layer scale. */
    Projection attentionOutput(int layer) {
        String name = either(layer(layer) + "self_attn.out_proj.weight", layer(layer) + "self_attn.out_projs.0.weight");
        Matrix matrix = matrix(name, this.constants.dimension(), this.constants.dimension());
        return scaled(matrix, layer(layer) + "layer_scale_1.scale");
    }

    Projection feedForwardInput(int layer) {
        return new Projection(
                matrix(layer(layer) + "linear1.weight", this.constants.feedForward(), this.constants.dimension()),
                null);
    }

    /** The second feed-forward product, with its layer scale. */
    Projection feedForwardOutput(int layer) {
        Matrix matrix = matrix(layer(layer) + "linear2.weight", this.constants.dimension(),
                this.constants.feedForward());
        return scaled(matrix, layer(layer) + "layer_scale_2.scale");
    }

    /**
     * A causal convolution over channels.
     * @param name as "0" or "3.block.1"
     */
    Projection convolution(String name, int outputs, int inputs, int taps) {
        String full = "decoder.model." + name + ".conv.conv";
        return new Projection(KernelTaps.of(this.tensors.tensor(full + ".weight", outputs, inputs, taps)),
                this.tensors.vector(full + ".bias", outputs));
    }

    /** A transposed convolution; its kernel is twice the stride. */
    Projection transposedConvolution(String name, int outputs, int inputs, int stride) {
        String full = "decoder.model." + name + ".convtr.convtr";
        WeightTensor kernel = this.tensors.tensor(full + ".weight", inputs, outputs, 2L * stride);
        float[] bias = this.tensors.vector(full + ".bias", outputs);
        float[] repeated = new float[stride * outputs];
        for (int step = 0; step < stride; step++) {
            System.arraycopy(bias, 0, repeated, step * outputs, outputs);
        }
        return new Projection(TransposedTaps.of(kernel), repeated);
    }

    private Projection scaled(Matrix matrix, String scale) {
        return new Projection(new ScaledRows(matrix, vector(scale)), null);
    }

    private String either(String published, String own) {
        return List.of(published, own)
            .stream()
            .filter(this.tensors.checkpoint()::contains)
            .findFirst()
            .orElse(published);
    }

    private Matrix matrix(String name, int rows, int columns) {
        return this.tensors.matrix(name, rows, columns);
    }

    private float[] vector(String name) {
        return this.tensors.vector(name, this.constants.dimension());
    }

    private static String layer(int layer) {
        return "decoder_transformer.transformer.layers." + layer + ".";
    }

}
