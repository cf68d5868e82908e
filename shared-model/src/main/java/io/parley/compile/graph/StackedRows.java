package io.parley.compile.graph;

import java.util.List;
import java.util.Objects;

/**
 * Matrices of equal width, one below the other, as one packed product wants query, key
 * and value.
 *
 * @param parts from top to bottom
 */
public record StackedRows(List<Matrix> parts) implements Matrix {

    public StackedRows {
        parts = List.copyOf(parts);
        int columns = parts.getFirst().columns();
        if (parts.stream().anyMatch((part) -> part.columns() != columns)) {
            throw new IllegalArgumentException("the parts differ in width");
        }
    }

    @Override
    public int rows() {
        return this.parts.stream().mapToInt(Matrix::rows).sum();
    }

    @Override
    public int columns() {
        return this.parts.getFirst().columns();
    }

    @Override
    public void read(int row, int firstColumn, float[] target, int offset, int count) {
        Objects.checkIndex(row, rows());
        int below = row;
        int part = 0;
        while (below >= this.parts.get(part).rows()) {
            below -= this.parts.get(part).rows();
            part++;
        }
        this.parts.get(part).read(below, firstColumn, target, offset, count);
    }

}
