package io.parley.compile.lfm2audio;

import java.io.IOException;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.DataType;

/**
 * The language model's layers: one graph for the prompt, whole or in chunks, and for
 * single positions.
 * <ul>
 * <li>in: {@code embeds} float32 [1, positions, width]; {@code seqlens_k} and
 * {@code total_len} as {@link CachedAttention} has them</li>
 * <li>in: {@code past_conv_i} for each convolution layer i, see {@link ShortConvolution};
 * {@code past_k_i} and {@code past_v_i} for each attention layer i, see
 * {@link CachedAttention}</li>
 * <li>out: {@code hidden} float32 [1, width], the normalised state of the last
 * position</li>
 * <li>out: {@code present_conv_i}, {@code present_k_i}, {@code present_v_i}: the same
 * buffers may be bound as those of the past, and are then written in place</li>
 * </ul>
 * A sequence begins with convolution states of zero; what the other caches hold past the
 * positions so far does not matter.
 */
public final class Lfm2BackboneGraph {

    /** The longest sequence, in positions, that a model of this family is stated for. */
    public static final int CONTEXT = 32_768;

    private static final String PREFIX = "lfm.";

    private final GraphBuilder graph;

    private final ShapedWeights weights;

    private final Lfm2Config config;

    private final LinearPrecision precision;

    /**
     * A graph yet to be written.
     * @param precision of all products
     */
    public Lfm2BackboneGraph(GraphBuilder graph, ShapedWeights weights, Lfm2Config config, LinearPrecision precision) {
        this.graph = graph;
        this.weights = weights;
        this.config = config;
        this.precision = precision;
    }

    /**
     * Adds everything.
     * @throws io.parley.weights.WeightsException if a tensor is missing or misshapen
     */
    public void write() throws IOException {
        String embeds = this.graph.input("embeds", DataType.FLOAT32, Axis.of(1), Axis.named("positions"),
                Axis.of(this.config.width()));
        CachedAttention attention = new CachedAttention(this.graph, this.config,
                Math.min(CONTEXT, this.config.maxPositions()));
        String last = new Lfm2Layers(this.graph, this.weights, this.precision, this.config, PREFIX).apply(embeds,
                attention, new LastPositions(1));
        this.graph.addNamed("hidden", Operator.onnx("Gather").with("axis", 1), last, this.graph.integer(-1));
        this.graph.output("hidden", DataType.FLOAT32, Axis.of(1), Axis.of(this.config.width()));
    }

}
