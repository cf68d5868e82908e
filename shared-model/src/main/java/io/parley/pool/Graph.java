package io.parley.pool;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import ai.onnxruntime.OrtSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.concurrent.Cancellation;

/**
 * A loaded graph, run by any number of {@link Binding bindings}. One copy of its weights,
 * and a second one if several may compute side by side. Thread-safe.
 */
public final class Graph implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Graph.class);

    private final InferenceRuntime runtime;

    private final Path file;

    private final GraphOptions options;

    private final int threads;

    private final LoadedGraph loaded;

    private final long bytes;

    private final Object loading = new Object();

    /** Null as long as the model is being loaded: it may not grow then. */
    private volatile @Nullable MemoryAllowance allowance;

    /** That computes on one thread; null as long as nobody has needed it. */
    private volatile @Nullable LoadedGraph second;

    private volatile int copies = 1;

    Graph(InferenceRuntime runtime, Path file, GraphOptions options) {
        this.runtime = runtime;
        this.file = file;
        this.options = options;
        this.threads = runtime.threads(options);
        this.bytes = file.toFile().length() + file.resolveSibling(file.getFileName() + ".data").toFile().length();
        this.loaded = runtime.loadCopy(file, this.threads);
    }

    /** Tells whom to ask before a second copy is loaded. */
    public void growWithin(MemoryAllowance memory) {
        this.allowance = memory;
    }

    /** Size of the weights that were loaded in addition to the first, in bytes. */
    public long addedBytes() {
        return (this.copies - 1) * this.bytes;
    }

    /**
     * The copy that computes on so many threads; the other one if there is none.
     */
    OrtSession session(int width) {
        if (width == this.threads) {
            return this.loaded.session();
        }
        LoadedGraph ready = this.second;
        MemoryAllowance memory = this.allowance;
        if (ready != null) {
            return ready.session();
        }
        return ((memory != null) ? loadSecond(memory) : this.loaded).session();
    }

    private LoadedGraph loadSecond(MemoryAllowance memory) {
        synchronized (this.loading) {
            if (this.second != null) {
                return this.second;
            }
            this.copies = 2;
            try {
                if (memory.hasRoom()) {
                    this.second = this.runtime.loadCopy(this.file, 1);
                    return this.second;
                }
                logger.info("no memory for a second copy of {}, for runs side by side", this.file);
            }
            catch (PoolException.LoadFailed ex) {
                logger.warn("no second copy of {}, for runs side by side: {}", this.file, ex.getMessage());
            }
            finally {
                this.copies = (this.second != null) ? 2 : 1;
            }
            this.runtime.takeTurns();
            return this.loaded;
        }
    }

    /** The names of what a run reads. */
    public Set<String> inputs() {
        return this.loaded.session().getInputNames();
    }

    /** The names of what a run can write. */
    public Set<String> outputs() {
        return this.loaded.session().getOutputNames();
    }

    /** A new, empty binding of tensors to this graph. */
    public Binding bind() {
        return new Binding(this.runtime, this, this.options);
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
        try (this.loaded; LoadedGraph _ = this.second) {
            // each is closed, whatever the other one does
        }
    }

}
