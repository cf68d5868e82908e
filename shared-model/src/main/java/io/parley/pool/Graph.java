package io.parley.pool;

import java.util.Set;

import ai.djl.Model;
import ai.onnxruntime.OrtSession;

/**
 * A loaded graph: one copy of its weights, run by any number of {@link Binding bindings}.
 * Thread-safe.
 */
public final class Graph implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final Model model;

    private final OrtSession session;

    Graph(InferenceRuntime runtime, Model model, OrtSession session) {
        this.runtime = runtime;
        this.model = model;
        this.session = session;
    }

    /** The names of what a run reads. */
    public Set<String> inputs() {
        return this.session.getInputNames();
    }

    /** The names of what a run can write. */
    public Set<String> outputs() {
        return this.session.getOutputNames();
    }

    /** A new, empty binding of tensors to this graph. */
    public Binding bind() {
        return new Binding(this.runtime, this.session);
    }

    /** Frees the weights. Nothing may run any more. */
    @Override
    public void close() {
        this.model.close();
    }

}
