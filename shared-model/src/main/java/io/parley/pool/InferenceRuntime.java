package io.parley.pool;

import java.lang.foreign.Arena;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.onnxruntime.engine.OrtEngine;
import ai.djl.onnxruntime.engine.OrtNDManager;
import ai.djl.onnxruntime.engine.OrtSymbolBlock;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;

import io.parley.concurrent.Cancellation;

/**
 * ONNX Runtime under DJL: makes graphs and tensors, and shares the cores out among the
 * runs. One a process is enough; thread-safe.
 */
public final class InferenceRuntime implements AutoCloseable {

    /** A cache line, in bytes: what vector instructions like best. */
    private static final int ALIGNMENT = 64;

    private final Engine engine;

    private final OrtEnvironment environment;

    private final int threads;

    /**
     * One run computes at a time, on all threads: runs side by side on the same cores
     * would only take them from each other.
     */
    private final Permits cores;

    /**
     * Held for reading by whoever is in native code: the environment is freed when the
     * JVM ends, and whoever is still in it then takes the process down.
     */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    // guarded by inUse
    private boolean closed;

    private final AtomicInteger liveTensors = new AtomicInteger();

    /**
     * Starts the runtime; whoever has computed least goes first.
     * @param threads how many threads a run computes on; at most the cores
     */
    public InferenceRuntime(int threads) {
        this(threads, Scheduling.LEAST_ATTAINED_SERVICE);
    }

    /**
     * Starts the runtime.
     * @param threads how many threads a run computes on; at most the cores
     * @param scheduling whose run goes first when several wait for the cores
     */
    public InferenceRuntime(int threads, Scheduling scheduling) {
        if (threads < 1) {
            throw new IllegalArgumentException("a run needs a thread, not " + threads);
        }
        DjlDefaults.apply();
        this.threads = threads;
        this.cores = new Permits(1, scheduling.ofCores());
        // DJL makes the environment of ONNX Runtime itself and fails if it finds one
        this.engine = Engine.getEngine(OrtEngine.ENGINE_NAME);
        this.environment = OrtEnvironment.getEnvironment();
    }

    /**
     * Loads a graph whose runs compute on all threads and take turns with others'.
     * @param file an ONNX file; its external data lies beside it
     * @throws PoolException.LoadFailed if ONNX Runtime refuses it
     */
    public Graph load(Path file) {
        return load(file, GraphOptions.ALL_THREADS);
    }

    /**
     * Loads a graph.
     * @param file an ONNX file; its external data lies beside it
     * @param options how its runs use the cores
     * @throws PoolException.LoadFailed if ONNX Runtime refuses it
     */
    public Graph load(Path file, GraphOptions options) {
        this.inUse.readLock().lock();
        try {
            requireOpen();
            return loadNow(file, options);
        }
        finally {
            this.inUse.readLock().unlock();
        }
    }

    private Graph loadNow(Path file, GraphOptions graphOptions) {
        Model model = this.engine.newModel(file.getFileName().toString(), Device.cpu());
        try (SessionOptions options = sessionOptions(graphOptions)) {
            OrtSession session = this.environment.createSession(file.toString(), options);
            // DJL's own loading takes no session options object through its criteria and
            // hides the session, which decode loops need: made here, owned by DJL's block
            model.setBlock(new OrtSymbolBlock(session, (OrtNDManager) model.getNDManager()));
            return new Graph(this, model, session, graphOptions);
        }
        catch (OrtException ex) {
            model.close();
            throw new PoolException.LoadFailed("ONNX Runtime cannot load " + file + ": " + ex.getMessage(), ex);
        }
    }

    private SessionOptions sessionOptions(GraphOptions graphOptions) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(switch (graphOptions) {
            case ALL_THREADS -> this.threads;
            case ONE_THREAD, ONE_THREAD_AT_ONCE -> 1;
        });
        options.setInterOpNumThreads(1);
        // spins inside a run, where it saves a quarter of a decoder step, and sleeps
        // after
        options.addConfigEntry("session.intra_op.allow_spinning", "1");
        options.addConfigEntry("session.force_spinning_stop", "1");
        return options;
    }

    /**
     * A tensor of zeros, float32.
     * @param shape its dimensions
     */
    public Tensor floats(long... shape) {
        return tensor(shape, Float.BYTES, (memory) -> {
            FloatBuffer buffer = memory.asFloatBuffer();
            return new Content(OnnxTensor.createTensor(this.environment, buffer, shape), buffer);
        });
    }

    /**
     * A tensor of zeros, int64.
     * @param shape its dimensions
     */
    public Tensor longs(long... shape) {
        return tensor(shape, Long.BYTES, (memory) -> {
            LongBuffer buffer = memory.asLongBuffer();
            return new Content(OnnxTensor.createTensor(this.environment, buffer, shape), buffer);
        });
    }

    /**
     * A tensor of zeros, int32.
     * @param shape its dimensions
     */
    public Tensor ints(long... shape) {
        return tensor(shape, Integer.BYTES, (memory) -> {
            IntBuffer buffer = memory.asIntBuffer();
            return new Content(OnnxTensor.createTensor(this.environment, buffer, shape), buffer);
        });
    }

    /**
     * A tensor of zeros, uint8.
     * @param shape its dimensions
     */
    public Tensor unsignedBytes(long... shape) {
        return tensor(shape, Byte.BYTES,
                (memory) -> new Content(OnnxTensor.createTensor(this.environment, memory, shape, OnnxJavaType.UINT8),
                        memory));
    }

    /**
     * A tensor over the first elements of another, which keeps the memory and is to be
     * closed after it.
     * @param whole float32
     * @param shape the view's dimensions; no more elements than the whole has
     */
    public Tensor view(Tensor whole, long... shape) {
        long size = 1;
        for (long dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        FloatBuffer buffer = whole.floats().slice(0, Math.toIntExact(size));
        try {
            OnnxTensor value = OnnxTensor.createTensor(this.environment, buffer, shape);
            this.liveTensors.incrementAndGet();
            return new Tensor(value, buffer, null, this.liveTensors);
        }
        catch (OrtException ex) {
            throw new PoolException.RunFailed("ONNX Runtime cannot make a tensor: " + ex.getMessage(), ex);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the tensor closes its memory
    private Tensor tensor(long[] shape, int bytes, ContentFactory factory) {
        long size = bytes;
        for (long dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        // freed when the tensor is closed, not when the collector comes by
        Arena memory = Arena.ofShared();
        try {
            Content content = factory
                .create(memory.allocate(size, ALIGNMENT).asByteBuffer().order(ByteOrder.nativeOrder()));
            this.liveTensors.incrementAndGet();
            return new Tensor(content.value(), content.buffer(), memory, this.liveTensors);
        }
        catch (OrtException | RuntimeException ex) {
            memory.close();
            throw new PoolException.RunFailed("ONNX Runtime cannot make a tensor: " + ex.getMessage(), ex);
        }
        catch (Throwable ex) {
            // there may be no memory
            memory.close();
            throw ex;
        }
    }

    /** How many native tensors are not closed yet. */
    public int liveTensors() {
        return this.liveTensors.get();
    }

    /**
     * Has a run compute: when its turn on the cores comes, or at once if its graph takes
     * no turns.
     */
    void compute(GraphOptions options, Cancellation cancellation, Runnable run) {
        WorkAccount account = WorkAccount.current();
        if (options == GraphOptions.ONE_THREAD_AT_ONCE) {
            cancellation.check();
            compute(account, run);
            return;
        }
        Permit turn = this.cores.acquire(account, cancellation);
        try {
            compute(account, run);
        }
        finally {
            this.cores.release(turn);
        }
    }

    private void compute(WorkAccount account, Runnable run) {
        this.inUse.readLock().lock();
        long start = System.nanoTime();
        try {
            requireOpen();
            run.run();
        }
        finally {
            this.inUse.readLock().unlock();
            account.charge(System.nanoTime() - start);
        }
    }

    /** How many runs wait for the cores. */
    public int waitingRuns() {
        return this.cores.waiting();
    }

    private void requireOpen() {
        if (this.closed) {
            throw new PoolException.Closed();
        }
    }

    /** Waits for what runs and lets nothing run after that. */
    @Override
    public void close() {
        this.inUse.writeLock().lock();
        this.closed = true;
        this.inUse.writeLock().unlock();
    }

    private record Content(OnnxTensor value, Buffer buffer) {
    }

    @FunctionalInterface
    private interface ContentFactory {

        Content create(ByteBuffer memory) throws OrtException;

    }

}
