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
import java.util.function.IntConsumer;
import java.util.function.Supplier;

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

    /** A thread's hold of cores over several runs. */
    private static final ScopedValue<Slot> SUCCESSION = ScopedValue.newInstance();

    private final Engine engine;

    private final OrtEnvironment environment;

    private final int threads;

    private final boolean sideBySide;

    /**
     * One for each thread: what runs has as many as it has threads, since runs on the
     * same cores would only take them from each other.
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
        this(threads, Scheduling.LEAST_ATTAINED_SERVICE, true);
    }

    /**
     * Starts the runtime.
     * @param threads how many threads a run computes on; at most the cores
     * @param scheduling whose run goes first when several wait for the cores
     * @param sideBySide whether graphs for which that is good compute for several
     * requests at once
     */
    public InferenceRuntime(int threads, Scheduling scheduling, boolean sideBySide) {
        if (threads < 1) {
            throw new IllegalArgumentException("a run needs a thread, not " + threads);
        }
        DjlDefaults.apply();
        this.threads = threads;
        this.sideBySide = sideBySide;
        this.cores = new Permits(threads, scheduling.ofCores(threads), new Sharing(threads, sideBySide));
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
            return new Graph(this, file, options);
        }
        finally {
            this.inUse.readLock().unlock();
        }
    }

    /**
     * Loads one copy of a graph, by whoever is in the runtime.
     * @param width how many threads it computes on
     */
    LoadedGraph loadCopy(Path file, int width) {
        Model model = this.engine.newModel(file.getFileName().toString(), Device.cpu());
        try (SessionOptions options = sessionOptions(width)) {
            OrtSession session = this.environment.createSession(file.toString(), options);
            // DJL's own loading takes no session options object through its criteria and
            // hides the session, which decode loops need: made here, owned by DJL's block
            model.setBlock(new OrtSymbolBlock(session, (OrtNDManager) model.getNDManager()));
            return new LoadedGraph(model, session);
        }
        catch (OrtException ex) {
            model.close();
            throw new PoolException.LoadFailed("ONNX Runtime cannot load " + file + ": " + ex.getMessage(), ex);
        }
    }

    /** How many runs compute at a time, at most. */
    public int mostSideBySide() {
        return this.sideBySide ? this.threads : 1;
    }

    /** How many threads a run of such graphs has if it is alone. */
    int threads(GraphOptions options) {
        return switch (options) {
            case ALL_THREADS, ALL_THREADS_OR_SIDE_BY_SIDE -> this.threads;
            case ONE_THREAD, ONE_THREAD_AT_ONCE -> 1;
        };
    }

    private static SessionOptions sessionOptions(int width) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(width);
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
        return bytes(OnnxJavaType.UINT8, shape);
    }

    /**
     * A tensor of zeros, int8, for what one run leaves to another.
     * @param shape its dimensions
     */
    public Tensor signedBytes(long... shape) {
        return bytes(OnnxJavaType.INT8, shape);
    }

    private Tensor bytes(OnnxJavaType type, long... shape) {
        return tensor(shape, Byte.BYTES,
                (memory) -> new Content(OnnxTensor.createTensor(this.environment, memory, shape, type), memory));
    }

    /**
     * A tensor over the first elements of another, which keeps the memory and is to be
     * closed after it.
     * @param whole float32 or of bytes
     * @param shape the view's dimensions; no more elements than the whole has
     */
    public Tensor view(Tensor whole, long... shape) {
        long size = 1;
        for (long dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        try {
            Buffer buffer = whole.first(Math.toIntExact(size));
            OnnxTensor value = (buffer instanceof ByteBuffer bytes)
                    ? OnnxTensor.createTensor(this.environment, bytes, shape, whole.value().getInfo().type)
                    : OnnxTensor.createTensor(this.environment, (FloatBuffer) buffer, shape);
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
     * Does work of many short runs and little between them. Other such work waits for a
     * while before it goes between two of the runs, so that each finds in the processor's
     * caches what the one before has left there; other runs do not.
     * @param work runs no graphs but those that compute
     * {@link GraphOptions#ALL_THREADS_OR_SIDE_BY_SIDE side by side}, and waits for nobody
     * @throws java.util.concurrent.CancellationException if cancelled while it waits
     */
    public <R> R inSuccession(Cancellation cancellation, Supplier<R> work) {
        Permit first = this.cores.acquire(WorkAccount.current(), Demand.ALL_OR_ONE_FOR_LONG, cancellation);
        try (Slot cores = new Slot(this.cores, first, cancellation)) {
            return ScopedValue.where(SUCCESSION, cores).call(work::get);
        }
    }

    /**
     * Has a run compute: when its turn on the cores comes, or at once if its graph takes
     * no turns.
     * @param run takes how many threads it may compute on
     */
    void compute(GraphOptions options, Cancellation cancellation, IntConsumer run) {
        WorkAccount account = WorkAccount.current();
        switch (options) {
            case ONE_THREAD_AT_ONCE -> {
                cancellation.check();
                compute(account, 1, run);
            }
            case ONE_THREAD -> computeInTurn(account, Demand.ONE, cancellation, run);
            case ALL_THREADS -> computeInTurn(account, Demand.ALL, cancellation, run);
            case ALL_THREADS_OR_SIDE_BY_SIDE -> {
                if (SUCCESSION.isBound()) {
                    compute(account, SUCCESSION.get().giveWay(), run);
                }
                else {
                    computeInTurn(account, Demand.ALL_OR_ONE, cancellation, run);
                }
            }
        }
    }

    private void computeInTurn(WorkAccount account, Demand demand, Cancellation cancellation, IntConsumer run) {
        if (SUCCESSION.isBound()) {
            throw new IllegalStateException("whoever holds cores would wait for itself");
        }
        Permit turn = this.cores.acquire(account, demand, cancellation);
        try {
            compute(account, turn.width(), run);
        }
        finally {
            this.cores.release(turn);
        }
    }

    private void compute(WorkAccount account, int width, IntConsumer run) {
        this.inUse.readLock().lock();
        long start = System.nanoTime();
        try {
            requireOpen();
            run.accept(width);
        }
        finally {
            this.inUse.readLock().unlock();
            account.charge((System.nanoTime() - start) * width / this.threads);
        }
    }

    /**
     * Has requests take turns on all cores for a while: there is no memory to share them.
     */
    void takeTurns() {
        this.cores.takeTurns();
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
