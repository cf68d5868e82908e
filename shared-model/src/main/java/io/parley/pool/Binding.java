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

    private final OrtSession session;

    private final RunOptions options;

    private final Map<String, OnnxTensor> inputs = new HashMap<>();

    private final Map<String, OnnxTensor> outputs = new HashMap<>();

    private boolean terminated;

    private boolean closed;

    Binding(InferenceRuntime runtime, OrtSession session) {
        this.runtime = runtime;
        this.session = session;
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
        this.runtime.compute(cancellation, () -> {
            reset();
            try (Cancellation.Registration _ = cancellation.onCancel(this::terminate);
                    OrtSession.Result _ = this.session.run(this.inputs, Set.of(), this.outputs, this.options)) {
                cancellation.check();
            }
            catch (OrtException ex) {
                cancellation.check();
                throw new PoolException.RunFailed("the model failed: " + ex.getMessage(), ex);
            }
        });
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
