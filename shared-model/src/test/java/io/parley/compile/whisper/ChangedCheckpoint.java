package io.parley.compile.whisper;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Set;

import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.WeightTensor;

/** A checkpoint with one element of one float16 tensor changed. */
final class ChangedCheckpoint implements Checkpoint {

    private final Checkpoint original;

    private final WeightTensor changed;

    ChangedCheckpoint(Checkpoint original, String name, long element, float difference) {
        this.original = original;
        WeightTensor tensor = original.tensor(name);
        if (tensor.type() != DataType.FLOAT16) {
            throw new IllegalArgumentException(name + " is " + tensor.type());
        }
        byte[] bytes = tensor.data().toArray(ValueLayout.JAVA_BYTE);
        MemorySegment data = MemorySegment.ofArray(bytes);
        var half = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
        float value = Float.float16ToFloat(data.get(half, 2 * element));
        data.set(half, 2 * element, Float.floatToFloat16(value + difference));
        this.changed = new WeightTensor(tensor.name(), tensor.type(), tensor.shape(), data);
    }

    @Override
    public Path file() {
        return this.original.file();
    }

    @Override
    public Set<String> names() {
        return this.original.names();
    }

    @Override
    public WeightTensor tensor(String name) {
        WeightTensor tensor = this.original.tensor(name);
        return tensor.name().equals(this.changed.name()) ? this.changed : tensor;
    }

    @Override
    public void close() {
        this.original.close();
    }

}
