package io.parley.compile.kokoro;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import io.parley.compile.graph.ConvolutionRewriter;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.IntegerConvolution;
import io.parley.compile.graph.Operator;

/**
 * A residual block of the vocoder, over frames of all channels, which is how products
 * want them.
 *
 * @param convolutions the published ones by their outputs
 */
record ResidualBlock(GraphBuilder graph, Map<String, IntegerConvolution> convolutions, ConvolutionRewriter rewriter,
        AdaptiveSnake snake) {

    private static final int LAYERS = 3;

    /**
     * Adds one.
     * @param block its name
     * @param input float32 [frames, channels]
     * @param frames int64, how many there are
     * @return float32 [frames, channels]
     */
    String add(String block, String input, String frames) throws IOException {
        String x = input;
        for (int layer = 0; layer < LAYERS; layer++) {
            String inner = half(block, 1, layer, x, frames);
            x = this.graph.add(Operator.onnx("Add"), half(block, 2, layer, inner, frames), x);
        }
        return x;
    }

    private String half(String block, int half, int layer, String x, String frames) throws IOException {
        String weights = block.substring(1).replace('/', '.');
        String y = this.snake.add(block + "/adain" + half + "." + layer, weights + ".alpha" + half + "." + layer, x);
        String output = block + "/convs" + half + "." + layer + "/Conv_output_0";
        return this.rewriter.product(Objects.requireNonNull(this.convolutions.get(output), output), y, frames);
    }

}
