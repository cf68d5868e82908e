package io.parley.compile.lfm2audio;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.WeightTensor;
import io.parley.weights.WeightsException;
import org.jspecify.annotations.Nullable;

/** A checkpoint in which one tensor is not what it was. */
record EditedCheckpoint(Checkpoint original, String name,
        Function<WeightTensor, @Nullable WeightTensor> edit) implements Checkpoint {

    static EditedCheckpoint without(Checkpoint original, String name) {
        return new EditedCheckpoint(original, name, (_) -> null);
    }

    static EditedCheckpoint reshaped(Checkpoint original, String name, List<Long> shape) {
        return new EditedCheckpoint(original, name,
                (tensor) -> new WeightTensor(tensor.name(), tensor.type(), shape, tensor.data()));
    }

    static EditedCheckpoint zeroed(Checkpoint original, String name) {
        return new EditedCheckpoint(original, name, (tensor) -> new WeightTensor(tensor.name(), tensor.type(),
                tensor.shape(), MemorySegment.ofArray(new byte[(int) tensor.data().byteSize()])));
    }

    /** Adds to one element of a bfloat16 tensor. */
    static EditedCheckpoint changed(Checkpoint original, String name, long element, float difference) {
        return new EditedCheckpoint(original, name, (tensor) -> {
            if (tensor.type() != DataType.BFLOAT16) {
                throw new IllegalArgumentException(name + " is " + tensor.type());
            }
            MemorySegment data = MemorySegment.ofArray(tensor.data().toArray(ValueLayout.JAVA_BYTE));
            float[] value = new float[1];
            tensor.copyTo(element, value, 0, 1);
            data.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * element,
                    (short) (Float.floatToIntBits(value[0] + difference) >>> 16));
            return new WeightTensor(tensor.name(), tensor.type(), tensor.shape(), data);
        });
    }

    @Override
    public Path file() {
        return this.original.file();
    }

    @Override
    public Set<String> names() {
        return this.original.names()
            .stream()
            .filter((other) -> !other.equals(this.name) || this.edit.apply(this.original.tensor(other)) != null)
            .collect(Collectors.toSet());
    }

    @Override
    public WeightTensor tensor(String name) {
        WeightTensor tensor = this.original.tensor(name);
        if (!name.equals(this.name)) {
            return tensor;
        }
        WeightTensor edited = this.edit.apply(tensor);
        if (edited == null) {
            throw new WeightsException(file(), name, "is not in the checkpoint");
        }
        return edited;
    }

    @Override
    public void close() {
        this.original.close();
    }

}
