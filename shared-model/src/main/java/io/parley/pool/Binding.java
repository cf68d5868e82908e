package io.parley.pool;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;

import io.parley.concurrent.Cancellation;

/**
 * Tensors bound to a graph's inputs and outputs once and run many times. Outputs are
 * written in place; only those bound are computed into memory. A tensor may be input and
 * output of one run where the graph's operator allows it, as attention caches do. Not
 * thread-safe. Does not own the tensors.
 */
public final class Binding implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final Graph graph;

    private final GraphOptions graphOptions;

    private final RunOptions options;

    private final Map<String, OnnxTensor> inputs = new HashMap<>();

    private final Map<String, OnnxTensor> outputs = new HashMap<>();

    private boolean terminated;

    private boolean closed;

    Binding(InferenceRuntime runtime, Graph graph, GraphOptions graphOptions) {
        this.runtime = runtime;
        this.graph = graph;
        this.graphOptions = graphOptions;
        try {
            this.options = new RunOptions();
        }
        catch (OrtException ex) {
            throw new PoolException.RunFailed("ONNX Runtime cannot make run options: " + ex.getMessage(), ex);
        }
    }

    /**
     * Binds an input; a later call replaces it.
     * @return this
     */
    public Binding input(String name, Tensor tensor) {
        this.inputs.put(name, tensor.value());
        return this;
    }

    /**
     * Binds an output of known shape; a later call replaces it.
     * @return this
     */
    public Binding output(String name, Tensor tensor) {
        this.outputs.put(name, tensor.value());
        return this;
    }

    /**
     * Runs the graph on the bound tensors, when its turn on the cores comes.
     * @param cancellation ends the wait and the run
     * @throws CancellationException if cancelled; outputs are then undefined
     * @throws PoolException.RunFailed if the runtime fails
     */
    public void run(Cancellation cancellation) {
        fetch(Set.of(), cancellation);
    }

    /**
     * Runs the graph as {@link #run} does, and reads further outputs, whose shapes need
     * not be known beforehand: ONNX Runtime allocates them, they are copied out and
     * freed.
     * @param unbound names of outputs that are not bound
     * @param cancellation ends the wait and the run
     * @return the values by name
     * @throws CancellationException if cancelled; bound outputs are then undefined
     * @throws PoolException.RunFailed if the runtime fails, or an output is of another
     * type than {@link OutputValue} knows
     */
    public Map<String, OutputValue> fetch(Set<String> unbound, Cancellation cancellation) {
        Map<String, OutputValue> values = new HashMap<>();
        this.runtime.compute(this.graphOptions, cancellation, (threads) -> {
            reset();
            try (Cancellation.Registration _ = cancellation.onCancel(this::terminate);
                    OrtSession.Result result = this.graph.session(threads)
                        .run(this.inputs, unbound, this.outputs, this.options)) {
                cancellation.check();
                for (String name : unbound) {
                    values.put(name, OutputValue.copyOf(name, (OnnxTensor) result.get(name).orElseThrow()));
                }
            }
            catch (OrtException ex) {
                cancellation.check();
                throw new PoolException.RunFailed("the model failed: " + ex.getMessage(), ex);
            }
        });
        return values;
    }

    // a cancellation may come on another thread just as the run ends and the binding
    // closes
    private synchronized void terminate() {
        if (!this.closed) {
            try {
                this.options.setTerminate(true);
                this.terminated = true;
            }
            catch (OrtException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    private synchronized void reset() {
        if (this.terminated) {
            try {
                this.options.setTerminate(false);
                this.terminated = false;
            }
            catch (OrtException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!this.closed) {
            this.closed = true;
            this.options.close();
        }
    }

}
