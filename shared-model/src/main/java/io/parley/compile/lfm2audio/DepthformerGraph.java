package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearLayer;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Matrices;
import io.parley.compile.graph.Matrix;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
import io.parley.compile.graph.RmsNorm;
import io.parley.compile.graph.RotaryTable;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.DataType;

/**
 * A whole audio frame: {@code hidden} float32 [1, backbone width] to {@code codes} int64
 * [codebooks], with {@code temperature}, {@code top_k} and {@code noise} as
 * {@link CodeSampler} has them. The steps of the codebooks are unrolled; each takes a
 * slice of depth_linear(hidden) plus the embedding of the code before, and attends to the
 * steps before it. What follows the end of audio is the caller's: codes are given as they
 * are chosen.
 */
public final class DepthformerGraph {

    private final GraphBuilder graph;

    private final ShapedWeights weights;

    private final Lfm2AudioConfig config;

    private final LinearPrecision precision;

    /**
     * A graph yet to be written.
     * @param precision of all products
     */
    public DepthformerGraph(GraphBuilder graph, ShapedWeights weights, Lfm2AudioConfig config,
            LinearPrecision precision) {
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
        DepthformerConfig own = this.config.depthformer();
        int codebooks = this.config.codebooks();
        List<String> slices = slices(
                this.graph.input("hidden", DataType.FLOAT32, Axis.of(1), Axis.of(this.config.backbone().width())));
        CodeSampler sampler = new CodeSampler(this.graph, codebooks);
        RotaryTable rotary = RotaryTable.add(this.graph, "rotary", codebooks, own.headWidth(), DepthformerConfig.THETA);
        List<DepthformerLayer> layers = new ArrayList<>();
        for (int i = 0; i < own.layers(); i++) {
            layers.add(new DepthformerLayer(this.graph, this.weights, this.precision, own, i));
        }
        List<String> codes = new ArrayList<>();
        for (int k = 0; k < codebooks; k++) {
            DepthformerStep step = DepthformerStep.add(this.graph, k, rotary);
            String x = (k == 0) ? slices.get(0) : this.graph.addNamed(step.name() + ".input", Operator.onnx("Add"),
                    slices.get(k), embedding(k - 1, codes.getLast()));
            codes.add(code(step, layers, sampler, x));
        }
        this.graph.add(Operator.onnx("Concat").with("axis", 0), codes, List.of("codes"));
        this.graph.output("codes", DataType.INT64, Axis.of(codebooks));
    }

    private List<String> slices(String hidden) throws IOException {
        int codebooks = this.config.codebooks();
        int width = this.config.backbone().width();
        LinearLayer linear = this.precision.layer(this.graph, "depth_linear", this.weights
            .biasedProjection("depth_linear", (long) codebooks * this.config.depthformer().width(), width));
        String row = this.graph.add(Operator.onnx("Reshape"), hidden, this.graph.integers(1, 1, width));
        List<String> slices = IntStream.range(0, codebooks).mapToObj((k) -> "step_" + k + ".slice").toList();
        this.graph.add(Operator.onnx("Split").with("axis", -1), List.of(linear.apply(row)), slices);
        return slices;
    }

    private String code(DepthformerStep step, List<DepthformerLayer> layers, CodeSampler sampler, String x)
            throws IOException {
        String name = "depth_embeddings." + step.index();
        String weight = name + ".embedding_norm.weight";
        RmsNorm norm = RmsNorm.add(this.graph, weight, this.weights.vector(weight, this.config.depthformer().width()),
                DepthformerConfig.EPSILON);
        Norm.Residual residual = new Norm.Residual(layers.getFirst().operatorNorm().apply(x), x);
        for (int i = 0; i < layers.size(); i++) {
            RmsNorm next = (i + 1 < layers.size()) ? layers.get(i + 1).operatorNorm() : norm;
            residual = layers.get(i).apply(step, residual, next);
        }
        LinearLayer head = this.precision.layer(this.graph, name + ".to_logits",
                new Projection(table(name, "to_logits", "embedding"), null));
        String logits = this.graph.addNamed(step.name() + ".logits", Operator.onnx("Reshape"),
                head.apply(residual.normalized()), this.graph.integers(Lfm2AudioConfig.CODES));
        String code = step.name() + ".code";
        sampler.apply(step.index(), logits, code);
        return code;
    }

    private String embedding(int codebook, String code) throws IOException {
        String name = "depth_embeddings." + codebook;
        Matrix table = table(name, "embedding", "to_logits");
        String weight = this.graph.weight(name + ".embedding.weight", DataType.FLOAT32,
                List.of((long) table.rows(), (long) table.columns()), Matrices.floats(table));
        return this.graph.add(Operator.onnx("Gather").with("axis", 0), weight, code);
    }

    // a tied pair may be stored under either name
    private Matrix table(String name, String wanted, String twin) {
        boolean tied = this.config.depthformer().tied();
        String first = name + "." + wanted + ".weight";
        boolean other = tied && !this.weights.checkpoint().contains(first);
        return this.weights.matrix(other ? name + "." + twin + ".weight" : first, Lfm2AudioConfig.CODES,
                this.config.depthformer().width());
    }

}
