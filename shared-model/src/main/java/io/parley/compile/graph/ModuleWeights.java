package io.parley.compile.graph;

import java.util.Arrays;
import java.util.List;

import io.parley.weights.Checkpoint;
import io.parley.weights.WeightTensor;
import io.parley.weights.WeightsException;

/**
 * A checkpoint's tensors under the names of PyTorch's modules, {@code module.weight} and
 * {@code module.bias}, each handed out only if it has the shape that is expected.
 *
 * @param checkpoint the tensors
 */
public record ModuleWeights(Checkpoint checkpoint) {

    /**
     * A floating-point tensor.
     * @throws WeightsException if it is missing, has another shape or holds no floats
     */
    public WeightTensor tensor(String name, long... shape) {
        WeightTensor tensor = ofRank(name, shape.length);
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (!tensor.shape().equals(expected)) {
            throw problem(name, "has shape " + tensor.shape() + " instead of " + expected);
        }
        return tensor;
    }

    /**
     * A floating-point tensor whose shape says something about the model.
     * @throws WeightsException if it is missing, has another rank or holds no floats
     */
    public WeightTensor ofRank(String name, int rank) {
        WeightTensor tensor = this.checkpoint.tensor(name);
        if (tensor.rank() != rank) {
            throw problem(name, "has shape " + tensor.shape() + ", rank " + rank + " is expected");
        }
        if (!tensor.type().isFloat()) {
            throw problem(name, "is stored as " + tensor.type() + ": a checkpoint in floating point is needed");
        }
        return tensor;
    }

    /** A floating-point vector, widened to float32. */
    public float[] vector(String name, int length) {
        return tensor(name, length).toFloats();
    }

    /** A matrix as it lies, [rows, columns]. */
    public Matrix matrix(String name, int rows, int columns) {
        return TensorRows.of(tensor(name, rows, columns));
    }

    /** A linear layer with a bias. */
    public Projection projection(String module, int outputs, int inputs) {
        return new Projection(matrix(module + ".weight", outputs, inputs), vector(module + ".bias", outputs));
    }

    /** A linear layer without a bias. */
    public Projection unbiasedProjection(String module, int outputs, int inputs) {
        return new Projection(matrix(module + ".weight", outputs, inputs), null);
    }

    /** A layer normalisation. */
    public Norm norm(String module, int width) {
        return new Norm(vector(module + ".weight", width), vector(module + ".bias", width));
    }

    /** What is wrong with a tensor. */
    public WeightsException problem(String name, String problem) {
        return new WeightsException(this.checkpoint.file(), name, problem);
    }

}
