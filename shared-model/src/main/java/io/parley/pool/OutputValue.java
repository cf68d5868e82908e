package io.parley.pool;

import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.TensorInfo;

/**
 * What a run put out, copied to the Java heap: float32, int64 or int32, row-major.
 */
public final class OutputValue {

    private final long[] shape;

    private final Buffer content;

    private OutputValue(long[] shape, Buffer content) {
        this.shape = shape;
        this.content = content;
    }

    static OutputValue copyOf(String name, OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        // each of these makes a buffer on the heap and fills it
        Buffer content = switch (info.type) {
            case FLOAT -> tensor.getFloatBuffer();
            case INT64 -> tensor.getLongBuffer();
            case INT32 -> tensor.getIntBuffer();
            default -> throw new PoolException.RunFailed(
                    "the output '%s' is %s, which cannot be read".formatted(name, info.type));
        };
        return new OutputValue(info.getShape(), content);
    }

    /** Its dimensions. */
    public long[] shape() {
        return this.shape.clone();
    }

    /** The content of a float32 output. */
    public FloatBuffer floats() {
        return (FloatBuffer) this.content;
    }

    /** The content of an int64 output. */
    public LongBuffer longs() {
        return (LongBuffer) this.content;
    }

    /** The content of an int32 output. */
    public IntBuffer ints() {
        return (IntBuffer) this.content;
    }

}
