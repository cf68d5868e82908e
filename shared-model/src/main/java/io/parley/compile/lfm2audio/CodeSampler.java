package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.weights.DataType;

/**
 * The choice of a code inside a graph, greedy or drawn, by the values of three inputs:
 * <ul>
 * <li>{@code temperature} float32 [1], by which logits are divided</li>
 * <li>{@code top_k} int64 [1], from 1 to the number of codes: logits below the k-th
 * largest are out; those equal to it stay</li>
 * <li>{@code noise} float32 [codebooks, codes], added to the logits that are left; the
 * largest wins, the lowest of equals</li>
 * </ul>
 * With Gumbel noise, -log(-log(u)) of u uniform in (0, 1), that is a draw from the
 * softmax. With temperature 1, top_k 1 and noise 0 it is the argmax, exactly.
 */
final class CodeSampler {

    private final GraphBuilder graph;

    private final String temperature;

    private final String topK;

    private final List<String> noise;

    private final String excluded;

    /** Adds the inputs. */
    CodeSampler(GraphBuilder graph, int codebooks) throws IOException {
        this.graph = graph;
        this.temperature = graph.input("temperature", DataType.FLOAT32, Axis.of(1));
        this.topK = graph.input("top_k", DataType.INT64, Axis.of(1));
        String all = graph.input("noise", DataType.FLOAT32, Axis.of(codebooks), Axis.of(Lfm2AudioConfig.CODES));
        this.noise = IntStream.range(0, codebooks)
            .mapToObj((k) -> graph.add(Operator.onnx("Gather").with("axis", 0), all, graph.integer(k)))
            .toList();
        this.excluded = graph.vector("minus_infinity", new float[] { Float.NEGATIVE_INFINITY });
    }

    /**
     * Adds the choice for one codebook.
     * @param logits [codes]
     * @param code a name for the choice, int64 [1]
     */
    void apply(int codebook, String logits, String code) {
        String scaled = this.graph.add(Operator.onnx("Div"), logits, this.temperature);
        String largest = code + ".largest";
        this.graph.add(Operator.onnx("TopK").with("axis", 0), List.of(scaled, this.topK),
                List.of(largest, code + ".indexes"));
        String limit = this.graph.add(Operator.onnx("Gather").with("axis", 0), largest, this.graph.integers(-1));
        String noisy = this.graph.add(Operator.onnx("Add"), scaled, this.noise.get(codebook));
        String left = this.graph.add(Operator.onnx("Where"), this.graph.add(Operator.onnx("Less"), scaled, limit),
                this.excluded, noisy);
        this.graph.addNamed(code, Operator.onnx("ArgMax").with("axis", 0).with("keepdims", 1), left);
    }

}
