package io.parley.compile.kokoro;

import java.io.IOException;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.PublishedGraph;
import io.parley.compile.graph.RewrittenGraph;

/**
 * An instance norm whose scale and shift come from the style, and Snake behind it (Ziyin
 * et al., 2020): {@code y + sin²(a y) / a} for each channel. As
 * {@code (u + 1 - cos u) / 2a} with {@code u = 2 a y}, it takes half as many passes over
 * memory: norm, style and {@code 2a} are one factor and one summand a channel.
 */
final class AdaptiveSnake {

    private static final float EPSILON = 1e-5f;

    private final PublishedGraph published;

    private final RewrittenGraph rewritten;

    private final GraphBuilder graph;

    private final String epsilon;

    AdaptiveSnake(PublishedGraph published, RewrittenGraph rewritten, GraphBuilder graph) throws IOException {
        this.published = published;
        this.rewritten = rewritten;
        this.graph = graph;
        this.epsilon = graph.vector("snake.epsilon", new float[] { EPSILON });
    }

    /**
     * Adds one.
     * @param norm the published norm's name
     * @param alpha the name of the published weight {@code a}, a value a channel
     * @param x float32 [frames, channels]
     * @return float32 [frames, channels]
     */
    String add(String norm, String alpha, String x) throws IOException {
        float[] published = this.published.floats(alpha);
        float[] doubled = new float[published.length];
        float[] halved = new float[published.length];
        for (int i = 0; i < published.length; i++) {
            doubled[i] = 2 * published[i];
            halved[i] = 0.5f / published[i];
        }
        String twice = this.graph.vector(norm + ".2a", doubled);
        String half = this.graph.vector(norm + ".1/2a", halved);
        String mean = mean(x);
        String variance = op("Sub", mean(op("Mul", x, x)), op("Mul", mean, mean));
        String deviation = op("Sqrt", op("Add", variance, this.epsilon));
        String factor = op("Div", row(norm + "/Add_1_output_0"), deviation);
        String summand = op("Sub", row(norm + "/Slice_1_output_0"), op("Mul", mean, factor));
        String u = op("Add", op("Mul", x, op("Mul", factor, twice)), op("Mul", summand, twice));
        return op("Add", op("Mul", op("Sub", u, op("Cos", u)), half), half);
    }

    /** Of each channel. */
    private String mean(String x) {
        return this.graph.add(Operator.onnx("ReduceMean").with("keepdims", 1), x, this.graph.integers(0));
    }

    /** What the style makes, [1, channels, 1], as [1, channels]. */
    private String row(String value) throws IOException {
        return op("Squeeze", this.rewritten.value(value), this.graph.integers(2));
    }

    private String op(String name, String... inputs) {
        return this.graph.add(Operator.onnx(name), inputs);
    }

}
