package io.parley.lfm2audio;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.WeightTensor;
import io.parley.weights.WeightsException;

/** A checkpoint with tensors changed, renamed or taken out. */
final class AlteredCheckpoint implements Checkpoint {

    private final Checkpoint original;

    private final Map<String, WeightTensor> tensors = new HashMap<>();

    AlteredCheckpoint(Checkpoint original) {
        this.original = original;
        original.names().forEach((name) -> this.tensors.put(name, original.tensor(name)));
    }

    AlteredCheckpoint without(String name) {
        this.tensors.remove(name);
        return this;
    }

    AlteredCheckpoint renamed(String name, String other) {
        WeightTensor tensor = this.tensors.remove(name);
        this.tensors.put(other, new WeightTensor(other, tensor.type(), tensor.shape(), tensor.data()));
        return this;
    }

    AlteredCheckpoint reshaped(String name, Long... shape) {
        WeightTensor tensor = this.tensors.get(name);
        this.tensors.put(name, new WeightTensor(name, tensor.type(), List.of(shape), tensor.data()));
        return this;
    }

    /** Adds to one element. */
    AlteredCheckpoint changed(String name, int element, float difference) {
        WeightTensor tensor = this.tensors.get(name);
        float[] values = tensor.toFloats();
        values[element] += difference;
        MemorySegment data = MemorySegment.ofArray(new byte[values.length * Float.BYTES]);
        var layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
        MemorySegment.copy(values, 0, data, layout, 0, values.length);
        this.tensors.put(name, new WeightTensor(name, DataType.FLOAT32, tensor.shape(), data));
        return this;
    }

    @Override
    public Path file() {
        return this.original.file();
    }

    @Override
    public Set<String> names() {
        return new HashSet<>(this.tensors.keySet());
    }

    @Override
    public WeightTensor tensor(String name) {
        WeightTensor tensor = this.tensors.get(name);
        if (tensor == null) {
            throw new WeightsException(file(), name, "is missing");
        }
        return tensor;
    }

    @Override
    public void close() {
        this.original.close();
    }

}
