package io.parley.pool;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The closeable parts of a model while it is put together. Unless {@link #complete() all
 * went well}, closing closes them, the last first; after that they are the model's to
 * close.
 */
public final class ModelParts implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Adds a part. */
    public <P extends AutoCloseable> P add(P part) {
        this.parts.push(part);
        return part;
    }

    /** Hands the parts over to the model. */
    public void complete() {
        this.parts.clear();
    }

    @Override
    public void close() {
        for (AutoCloseable part : this.parts) {
            try {
                part.close();
            }
            catch (Exception ex) {
                throw new IllegalStateException("cannot free " + part, ex);
            }
        }
        this.parts.clear();
    }

}
