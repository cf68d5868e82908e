package io.parley.pool;

import java.util.Map;
import java.util.Set;

import ai.djl.Model;
import ai.onnxruntime.OrtSession;

import io.parley.concurrent.Cancellation;

/**
 * A loaded graph: one copy of its weights, run by any number of {@link Binding bindings}.
 * Thread-safe.
 */
public final class Graph implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final Model model;

    private final OrtSession session;

    private final GraphOptions options;

    Graph(InferenceRuntime runtime, Model model, OrtSession session, GraphOptions options) {
        this.runtime = runtime;
        this.model = model;
        this.session = session;
        this.options = options;
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
        return new Binding(this.runtime, this.session, this.options);
    }

    /**
     * Runs once and reads outputs whose shapes need not be known beforehand: ONNX Runtime
     * allocates them, they are copied out and freed. For a model of few, long runs; a
     * loop of short ones binds its outputs.
     * @param inputs every input's tensor by name; they stay the caller's
     * @param outputs names of those to compute
     * @param cancellation ends the wait for a turn and the run
     * @return the values by name
     * @throws java.util.concurrent.CancellationException if cancelled
     * @throws PoolException.RunFailed if the runtime fails, or an output is of another
     * type than {@link OutputValue} knows
     */
    public Map<String, OutputValue> run(Map<String, Tensor> inputs, Set<String> outputs, Cancellation cancellation) {
        try (Binding binding = bind()) {
            inputs.forEach(binding::input);
            return binding.fetch(outputs, cancellation);
        }
    }

    /** Frees the weights. Nothing may run any more. */
    @Override
    public void close() {
        this.model.close();
    }

}
