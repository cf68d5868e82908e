package io.parley.pool;

import java.lang.foreign.Arena;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import ai.onnxruntime.OnnxTensor;
import org.jspecify.annotations.Nullable;

/**
 * A native tensor over a buffer that Java and the runtime share: what is written here is
 * read by the next run without a copy, and what a run writes can be read here. Not
 * thread-safe. To be closed by whoever made it.
 */
public final class Tensor implements AutoCloseable {

    private final OnnxTensor value;

    private final Buffer buffer;

    /** Null if another tensor owns the memory. */
    private final @Nullable Arena memory;

    private final AtomicInteger live;

    private final AtomicBoolean closed = new AtomicBoolean();

    Tensor(OnnxTensor value, Buffer buffer, @Nullable Arena memory, AtomicInteger live) {
        this.value = value;
        this.buffer = buffer;
        this.memory = memory;
        this.live = live;
    }

    /** The content of a float32 tensor, row-major. */
    public FloatBuffer floats() {
        return (FloatBuffer) this.buffer;
    }

    /** The content of an int64 tensor, row-major. */
    public LongBuffer longs() {
        return (LongBuffer) this.buffer;
    }

    /** The content of an int32 tensor, row-major. */
    public IntBuffer ints() {
        return (IntBuffer) this.buffer;
    }

    /** The content of a uint8 tensor, row-major; Java reads its values as signed. */
    public ByteBuffer unsignedBytes() {
        return (ByteBuffer) this.buffer;
    }

    /** The first elements of a tensor of floats or bytes, in the same memory. */
    Buffer first(int elements) {
        return (this.buffer instanceof ByteBuffer bytes) ? bytes.slice(0, elements).order(bytes.order())
                : floats().slice(0, elements);
    }

    /** Its size in memory. */
    public long bytes() {
        return this.value.getInfo().getNumElements() * this.value.getInfo().type.size;
    }

    OnnxTensor value() {
        return this.value;
    }

    @Override
    public void close() {
        if (this.closed.compareAndSet(false, true)) {
            this.value.close();
            if (this.memory != null) {
                this.memory.close();
            }
            this.live.decrementAndGet();
        }
    }

}
