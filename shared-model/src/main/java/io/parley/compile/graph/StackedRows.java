package io.parley.compile.graph;

import java.util.List;
import java.util.Objects;

/**
 * Matrices of equal width and height, one below the other, as one packed product wants
 * query, key and value.
 *
 * @param parts from top to bottom
 */
public record StackedRows(List<Matrix> parts) implements Matrix {

    public StackedRows {
        parts = List.copyOf(parts);
        Matrix first = parts.getFirst();
        if (parts.stream().anyMatch((part) -> part.columns() != first.columns() || part.rows() != first.rows())) {
            throw new IllegalArgumentException("the parts differ in shape");
        }
    }

    @Override
    public int rows() {
        return this.parts.size() * this.parts.getFirst().rows();
    }

    @Override
    public int columns() {
        return this.parts.getFirst().columns();
    }

    @Override
    public void read(int row, int firstColumn, float[] target, int offset, int count) {
        Objects.checkIndex(row, rows());
        int height = this.parts.getFirst().rows();
        this.parts.get(row / height).read(row % height, firstColumn, target, offset, count);
    }

}
