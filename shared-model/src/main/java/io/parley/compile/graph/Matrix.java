package io.parley.compile.graph;

/**
 * A matrix of weights [rows, columns] that is read row by row, as checkpoints keep linear
 * layers: a row holds the weights of one output.
 */
public interface Matrix {

    /** How many outputs. */
    int rows();

    /** How many inputs. */
    int columns();

    /** Reads a part of a row as float32. */
    void read(int row, int firstColumn, float[] target, int offset, int count);

    /** Reads a row as float32 into the beginning of an array of at least its length. */
    default void readRow(int row, float[] target) {
        read(row, 0, target, 0, columns());
    }

}
