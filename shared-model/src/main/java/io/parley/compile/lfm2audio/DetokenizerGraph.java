package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Matrices;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.DataType;

/**
 * LFM2.5-Audio's detokenizer up to the spectrum, any number of frames a run.
 * <ul>
 * <li>in: {@code codes} int64 [8, frames], 0 to 2047; and what {@link SlidingAttention}
 * and {@link ConvolutionState} say</li>
 * <li>out: {@code spectrum} float32 [6 * frames, 1282], 641 log-magnitudes and 641 phases
 * a column; and the states</li>
 * </ul>
 */
final class DetokenizerGraph {

    private final ShapedWeights weights;

    private final DetokenizerConfig config;

    private final LinearPrecision precision;

    private final GraphBuilder graph;

    private final boolean stages;

    /**
     * Prepares a graph.
     * @param stages whether {@code embedded} [1, frames, width] and each {@code layer_i}
     * [1, 6 * frames, width] are outputs too
     */
    DetokenizerGraph(ShapedWeights weights, DetokenizerConfig config, LinearPrecision precision, GraphBuilder graph,
            boolean stages) {
        this.weights = weights;
        this.config = config;
        this.precision = precision;
        this.graph = graph;
        this.stages = stages;
    }

    /** Adds everything. */
    void write() throws IOException {
        Lfm2Config lfm = this.config.layers();
        SlidingCaches caches = new SlidingCaches(this.graph, this.config.states().attention());
        Operator attention = Operator.microsoft("GroupQueryAttention")
            .with("num_heads", lfm.heads())
            .with("kv_num_heads", lfm.keyValueHeads())
            .with("do_rotary", 1)
            .with("local_window_size", lfm.window());
        String hidden = new Lfm2Layers(this.graph, this.weights, this.precision, lfm, "lfm.").apply(columns(),
                (layer, query, key, value) -> caches.attention(layer, attention, query, key, value, ""));
        String values = this.precision.apply(this.graph, "lin", hidden,
                this.weights.biasedProjection("lin", DetokenizerConfig.COLUMN_VALUES, lfm.width()));
        this.graph.add(Operator.onnx("Reshape"),
                List.of(values, this.graph.integers(-1, DetokenizerConfig.COLUMN_VALUES)), List.of("spectrum"));
        this.graph.output("spectrum", DataType.FLOAT32, Axis.named("columns"),
                Axis.of(DetokenizerConfig.COLUMN_VALUES));
        if (this.stages) {
            stage("embedded", "frames");
            for (int layer = 0; layer < lfm.layers().size(); layer++) {
                stage("layer_" + layer, "columns");
            }
        }
    }

    /** The mean of a frame's code vectors, as often as the frame has columns. */
    private String columns() throws IOException {
        int width = this.config.layers().width();
        int codebooks = DetokenizerConfig.CODEBOOKS;
        long rows = (long) codebooks * DetokenizerConfig.CODEBOOK_SIZE;
        String codes = this.graph.input("codes", DataType.INT64, Axis.of(codebooks), Axis.named("frames"));
        String table = this.graph.weight("emb.emb.weight", DataType.FLOAT32, List.of(rows, (long) width),
                Matrices.floats(this.weights.matrix("emb.emb.weight", rows, width)));
        long[] firstRows = LongStream.range(0, codebooks).map((k) -> k * DetokenizerConfig.CODEBOOK_SIZE).toArray();
        String offsets = this.graph.add(Operator.onnx("Unsqueeze"), this.graph.integers(firstRows),
                this.graph.integers(1));
        String vectors = this.graph.add(Operator.onnx("Gather"), table,
                this.graph.add(Operator.onnx("Add"), codes, offsets));
        this.graph.add(Operator.onnx("ReduceMean").with("axes", new long[] { 0 }).with("keepdims", 1), List.of(vectors),
                List.of("embedded"));
        String frames = this.graph.add(Operator.onnx("Unsqueeze"), "embedded", this.graph.integers(2));
        String repeated = this.graph.add(Operator.onnx("Expand"), frames,
                this.graph.integers(1, 1, DetokenizerConfig.COLUMNS_PER_FRAME, 1));
        return this.graph.add(Operator.onnx("Reshape"), repeated, this.graph.integers(1, -1, width));
    }

    private void stage(String name, String length) {
        this.graph.output(name, DataType.FLOAT32, Axis.of(1), Axis.named(length),
                Axis.of(this.config.layers().width()));
    }

}
