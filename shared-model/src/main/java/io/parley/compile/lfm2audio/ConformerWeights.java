package io.parley.compile.lfm2audio;

import java.util.Arrays;

import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Projection;
import io.parley.compile.graph.ShapedWeights;
import io.parley.compile.graph.TensorRows;
import io.parley.weights.WeightTensor;

/**
 * Weights of the encoder in the forms that its graph wants.
 *
 * @param tensors the checkpoint
 */
record ConformerWeights(ShapedWeights tensors) {

    private static final double BATCH_NORM_EPSILON = 1e-5;

    /** A layer normalisation. */
    Norm norm(String name, int width) {
        return new Norm(this.tensors.vector(name + ".weight", width), this.tensors.vector(name + ".bias", width));
    }

    /** A linear layer whose output is halved, which is exact. */
    Projection halved(String name, int outputs, int inputs) {
        Projection whole = this.tensors.biasedProjection(name, outputs, inputs);
        float[] half = new float[outputs];
        Arrays.fill(half, 0.5f);
        float[] bias = this.tensors.vector(name + ".bias", outputs);
        for (int i = 0; i < outputs; i++) {
            bias[i] *= 0.5f;
        }
        return new Projection(new ScaledRows(whole.weight(), half), bias);
    }

    /** A convolution over single frames, which is a linear layer. */
    Projection pointwise(String name, int outputs, int inputs) {
        WeightTensor kernel = this.tensors.tensor(name + ".weight", outputs, inputs, 1);
        WeightTensor matrix = new WeightTensor(kernel.name(), kernel.type(), kernel.shape().subList(0, 2),
                kernel.data());
        return new Projection(TensorRows.of(matrix), this.tensors.vector(name + ".bias", outputs));
    }

    /**
     * The depthwise convolution of a layer with the batch normalisation that follows it:
     * with running statistics that is a scale and a shift of each channel.
     */
    Convolution normalizedDepthwise(String module, int channels, int length) {
        float[] kernel = this.tensors.tensor(module + ".depthwise_conv.weight", channels, 1, length).toFloats();
        float[] bias = this.tensors.vector(module + ".depthwise_conv.bias", channels);
        String norm = module + ".batch_norm";
        float[] scale = this.tensors.vector(norm + ".weight", channels);
        float[] shift = this.tensors.vector(norm + ".bias", channels);
        float[] mean = this.tensors.vector(norm + ".running_mean", channels);
        float[] variance = this.tensors.vector(norm + ".running_var", channels);
        for (int channel = 0; channel < channels; channel++) {
            double factor = scale[channel] / Math.sqrt(variance[channel] + BATCH_NORM_EPSILON);
            for (int tap = channel * length; tap < (channel + 1) * length; tap++) {
                kernel[tap] = (float) (kernel[tap] * factor);
            }
            bias[channel] = (float) ((bias[channel] - mean[channel]) * factor + shift[channel]);
        }
        return new Convolution(kernel, bias);
    }

    /**
     * A depthwise convolution.
     *
     * @param kernel [channels, 1, taps]
     * @param bias [channels]
     */
    record Convolution(float[] kernel, float[] bias) {
    }

}
