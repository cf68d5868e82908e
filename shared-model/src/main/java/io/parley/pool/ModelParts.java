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

    /**
     * Closes all parts, also when one of them fails.
     * @throws IllegalStateException the first failure, with the others suppressed in it
     */
    @Override
    public void close() {
        IllegalStateException failure = null;
        while (!this.parts.isEmpty()) {
            AutoCloseable part = this.parts.pop();
            try {
                part.close();
            }
            catch (Exception ex) {
                IllegalStateException failed = new IllegalStateException("cannot free " + part, ex);
                if (failure == null) {
                    failure = failed;
                }
                else {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

}
