package io.parley.compile.lfm2audio;

import java.io.IOException;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.DataType;

/**
 * The text head, whose weights are the token table: {@code hidden} float32 [rows, width]
 * to {@code logits} and {@code log_probabilities}, the logarithm of their softmax, both
 * float32 [rows, vocabulary]. A graph of its own, because the steps that speak do not
 * need it.
 */
public final class TextHeadGraph {

    /** The output that generation reads. */
    public static final String LOG_PROBABILITIES = "log_probabilities";

    private static final Axis ROWS = Axis.named("rows");

    private final GraphBuilder graph;

    private final ShapedWeights weights;

    private final Lfm2Config config;

    private final LinearPrecision precision;

    /** A graph yet to be written. */
    public TextHeadGraph(GraphBuilder graph, ShapedWeights weights, Lfm2Config config, LinearPrecision precision) {
        this.graph = graph;
        this.weights = weights;
        this.config = config;
        this.precision = precision;
    }

    /**
     * Adds everything.
     * @throws io.parley.weights.WeightsException if the token table is missing or
     * misshapen
     */
    public void write() throws IOException {
        int width = this.config.width();
        String hidden = this.graph.input("hidden", DataType.FLOAT32, ROWS, Axis.of(width));
        Projection head = this.weights.projection("lfm.embed_tokens", this.config.vocabulary(), width);
        String logits = this.precision.apply(this.graph, "lfm.embed_tokens", hidden, head);
        this.graph.addNamed("logits", Operator.onnx("Identity"), logits);
        this.graph.output("logits", DataType.FLOAT32, ROWS, Axis.of(this.config.vocabulary()));
        this.graph.addNamed(LOG_PROBABILITIES, Operator.onnx("LogSoftmax").with("axis", -1), "logits");
        this.graph.output(LOG_PROBABILITIES, DataType.FLOAT32, ROWS, Axis.of(this.config.vocabulary()));
    }

}
