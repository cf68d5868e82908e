package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.weights.DataType;

/**
 * Adds {@link SlidingAttention} to a graph.
 */
final class SlidingCaches {

    private static final Axis CAPACITY = Axis.named("capacity");

    private final GraphBuilder graph;

    private final SlidingAttention shape;

    /** Adds the inputs that all layers share. */
    SlidingCaches(GraphBuilder graph, SlidingAttention shape) {
        this.graph = graph;
        this.shape = shape;
        graph.input("seqlens_k", DataType.INT32, Axis.of(1));
        graph.input("total_len", DataType.INT32, Axis.of(1));
        graph.input("cos", DataType.FLOAT32, CAPACITY, Axis.of(shape.headWidth() / 2));
        graph.input("sin", DataType.FLOAT32, CAPACITY, Axis.of(shape.headWidth() / 2));
    }

    /**
     * Adds a mask for attention whose reach differs from step to step: minus infinity for
     * rows before a step's first one, which the input {@code first_key} int64 [1, 1,
     * steps, 1] gives.
     * @return the name of [1, 1, steps, total]
     */
    String mask() throws IOException {
        String first = this.graph.input("first_key", DataType.INT64, Axis.of(1), Axis.of(1), Axis.named("steps"),
                Axis.of(1));
        String total = this.graph.add(Operator.onnx("Squeeze"), this.graph.cast("total_len", DataType.INT64),
                this.graph.integers(0));
        String rows = this.graph.add(Operator.onnx("Range"), this.graph.integer(0), total, this.graph.integer(1));
        String hidden = this.graph.add(Operator.onnx("Less"), rows, first);
        return this.graph.add(Operator.onnx("Where"), hidden,
                this.graph.vector("hidden", new float[] { Float.NEGATIVE_INFINITY }),
                this.graph.vector("visible", new float[1]));
    }

    /**
     * Adds one layer's attention, which writes its cache in place.
     * @param operator GroupQueryAttention
     * @param query or query, key and value packed
     * @param key empty if packed
     * @param value empty if packed
     * @param mask empty for none
     * @return the name of [1, steps, query heads * head width]
     */
    String attention(int layer, Operator operator, String query, String key, String value, String mask) {
        Axis[] axes = { Axis.of(1), Axis.of(this.shape.heads()), CAPACITY, Axis.of(this.shape.headWidth()) };
        String pastKey = this.graph.input("past_k_" + layer, DataType.FLOAT32, axes);
        String pastValue = this.graph.input("past_v_" + layer, DataType.FLOAT32, axes);
        String mixed = "layer_" + layer + ".attention";
        List<String> present = List.of("present_k_" + layer, "present_v_" + layer);
        this.graph.add(operator,
                List.of(query, key, value, pastKey, pastValue, "seqlens_k", "total_len", "cos", "sin", "", mask),
                List.of(mixed, present.getFirst(), present.getLast()));
        present.forEach((name) -> this.graph.output(name, DataType.FLOAT32, axes));
        return mixed;
    }

}
