package io.parley.compile.whisper;

import io.parley.weights.WeightTensor;

/**
 * One convolution over time.
 *
 * @param kernel [outputs, inputs, 3]
 * @param bias [outputs]
 */
record ConvolutionWeights(WeightTensor kernel, float[] bias) {
}
