package io.parley.compile.kokoro;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.parley.compile.graph.ConvolutionRewriter;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.IntegerConvolution;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.PublishedGraph;
import io.parley.compile.graph.RewrittenGraph;

/**
 * The published vocoder with its convolutions as products of integers. Its generator,
 * which takes nine tenths of the time, keeps frames in the order that products want;
 * every other convolution turns its own.
 */
final class VocoderGraph {

    private static final String GENERATOR = "/decoder/decoder/generator/";

    private static final String WEIGHTS = "decoder.decoder.generator.";

    private static final int BLOCKS = 3;

    private static final int[] STRIDES = { 10, 6 };

    private final PublishedGraph published;

    private final RewrittenGraph rewritten;

    private final GraphBuilder graph;

    private final ConvolutionRewriter rewriter;

    private final ResidualBlock blocks;

    VocoderGraph(PublishedGraph published, RewrittenGraph rewritten, GraphBuilder graph) throws IOException {
        this.published = published;
        this.rewritten = rewritten;
        this.graph = graph;
        this.rewriter = new ConvolutionRewriter(rewritten, graph);
        Map<String, IntegerConvolution> convolutions = published.integerConvolutions()
            .stream()
            .collect(Collectors.toMap(IntegerConvolution::output, Function.identity()));
        this.blocks = new ResidualBlock(graph, convolutions, this.rewriter,
                new AdaptiveSnake(published, rewritten, graph));
    }

    /** Sets what stands for the published nodes; adds none yet. */
    void substitute() {
        this.rewriter.substituteAll(this.published);
        this.rewritten.substitute(GENERATOR + "LeakyRelu_2_output_0", () -> channelsFirst(generated()));
    }

    /**
     * From the decoder's frames to those that become the spectrum, [frames, channels].
     */
    private String generated() throws IOException {
        String decoded = framesFirst(GENERATOR + "LeakyRelu_output_0");
        String middle = stage(0, upsampled(0, "Mul_output_0", decoded), 0.1f);
        String up = upsampled(1, "Mul_1_output_0", middle);
        // one frame more, as its mirror: the source's spectrum has one more
        String mirrored = op("Slice", up, this.graph.integers(1), this.graph.integers(2), this.graph.integers(0));
        return stage(1, this.graph.add(Operator.onnx("Concat").with("axis", 0), mirrored, up), 0.01f);
    }

    private String upsampled(int stage, String weight, String x) throws IOException {
        return new Upsampling(this.published, this.graph).add(GENERATOR + weight, WEIGHTS + "ups." + stage + ".bias",
                STRIDES[stage], x);
    }

    /** What is there and what comes of the source, through three blocks side by side. */
    private String stage(int stage, String upsampled, float slope) throws IOException {
        String source = framesFirst(GENERATOR + "noise_convs." + stage + "/Conv_output_0");
        String frames = this.rewriter.frames(source);
        String x = op("Add", upsampled, this.blocks.add(GENERATOR + "noise_res." + stage, source, frames));
        String sum = this.blocks.add(block(stage, 0), x, frames);
        for (int i = 1; i < BLOCKS; i++) {
            sum = op("Add", sum, this.blocks.add(block(stage, i), x, frames));
        }
        String mean = op("Mul", sum, this.graph.vector("stage." + stage + ".share", new float[] { 1f / BLOCKS }));
        return this.graph.add(Operator.onnx("LeakyRelu").with("alpha", slope), mean);
    }

    private static String block(int stage, int place) {
        return GENERATOR + "resblocks." + (stage * BLOCKS + place);
    }

    /** From [1, channels, frames] to [frames, channels]. */
    private String framesFirst(String value) throws IOException {
        String x = op("Squeeze", this.rewritten.value(value), this.graph.integers(0));
        return this.graph.add(Operator.onnx("Transpose").with("perm", new long[] { 1, 0 }), x);
    }

    /** Back again. */
    private String channelsFirst(String x) {
        return op("Unsqueeze", this.graph.add(Operator.onnx("Transpose").with("perm", new long[] { 1, 0 }), x),
                this.graph.integers(0));
    }

    private String op(String name, String... inputs) {
        return this.graph.add(Operator.onnx(name), inputs);
    }

}
