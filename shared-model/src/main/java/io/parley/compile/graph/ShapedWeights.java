package io.parley.compile.graph;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import io.parley.weights.Checkpoint;
import io.parley.weights.WeightTensor;
import io.parley.weights.WeightsException;

/**
 * A checkpoint's tensors, each in the shape that the architecture asks for or refused by
 * name.
 *
 * @param checkpoint where they are
 */
public record ShapedWeights(Checkpoint checkpoint) {

    /**
     * A tensor of floating point numbers.
     * @throws WeightsException if it is missing, or differs in type or shape
     */
    public WeightTensor tensor(String name, long... shape) {
        WeightTensor tensor = this.checkpoint.tensor(name);
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (!tensor.shape().equals(expected)) {
            throw new WeightsException(this.checkpoint.file(), name,
                    "has the shape " + tensor.shape() + " instead of " + expected);
        }
        if (!tensor.type().isFloat()) {
            throw new WeightsException(this.checkpoint.file(), name, "holds no floating point numbers");
        }
        return tensor;
    }

    /** A tensor of rank 1, read. */
    public float[] vector(String name, long length) {
        return tensor(name, length).toFloats();
    }

    /** A view of a tensor of rank 2. */
    public Matrix matrix(String name, long rows, long columns) {
        return TensorRows.of(tensor(name, rows, columns));
    }

    /** A linear layer without bias: the tensor {@code name.weight}. */
    public Projection projection(String name, long outputs, long inputs) {
        return new Projection(matrix(name + ".weight", outputs, inputs), null);
    }

    /** A linear layer with its bias: {@code name.weight} and {@code name.bias}. */
    public Projection biasedProjection(String name, long outputs, long inputs) {
        return new Projection(matrix(name + ".weight", outputs, inputs), vector(name + ".bias", outputs));
    }

    /**
     * The feed-forward block of {@code name.w1}, {@code name.w2} and {@code name.w3}.
     * @param width of input and output
     * @param inner width between
     */
    public SwiGlu swiGlu(GraphBuilder graph, LinearPrecision precision, String name, long width, long inner)
            throws IOException {
        return precision.swiGlu(graph, name, projection(name + ".w1", inner, width),
                projection(name + ".w3", inner, width), projection(name + ".w2", width, inner));
    }

}
