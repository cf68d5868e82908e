package io.parley.compile.graph;

import java.util.Objects;

import io.parley.weights.WeightTensor;

/**
 * Consecutive rows of a tensor of rank 2.
 *
 * @param tensor [all rows, columns]
 * @param firstRow where they begin
 * @param rows how many
 */
public record TensorRows(WeightTensor tensor, int firstRow, int rows) implements Matrix {

    public TensorRows {
        if (tensor.rank() != 2) {
            throw new IllegalArgumentException(tensor.name() + " is not a matrix: " + tensor.shape());
        }
        Objects.checkFromIndexSize((long) firstRow, rows, tensor.dimension(0));
    }

    /** All rows of a tensor of rank 2. */
    public static TensorRows of(WeightTensor tensor) {
        return new TensorRows(tensor, 0, Math.toIntExact(tensor.dimension(0)));
    }

    @Override
    public int columns() {
        return Math.toIntExact(this.tensor.dimension(1));
    }

    @Override
    public void read(int row, int firstColumn, float[] target, int offset, int count) {
        Objects.checkIndex(row, this.rows);
        Objects.checkFromIndexSize(firstColumn, count, columns());
        this.tensor.copyTo((long) (this.firstRow + row) * columns() + firstColumn, target, offset, count);
    }

}
