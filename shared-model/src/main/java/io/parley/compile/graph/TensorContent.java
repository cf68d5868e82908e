package io.parley.compile.graph;

import java.io.IOException;

/**
 * The bytes of one initializer, made when they are written.
 */
@FunctionalInterface
public interface TensorContent {

    /** Writes all elements in row-major order. */
    void writeTo(TensorOutput output) throws IOException;

}
