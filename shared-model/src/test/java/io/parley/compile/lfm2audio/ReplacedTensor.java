package io.parley.compile.lfm2audio;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.WeightTensor;

/**
 * A checkpoint with one tensor replaced by another in float32.
 *
 * @param original keeps the rest
 * @param replacement takes the place of the tensor of its name
 */
record ReplacedTensor(Checkpoint original, WeightTensor replacement) implements Checkpoint {

    static ReplacedTensor of(Checkpoint original, String name, float[] values) {
        return of(original, name, original.tensor(name).shape(), values);
    }

    static ReplacedTensor of(Checkpoint original, String name, List<Long> shape, float[] values) {
        MemorySegment data = MemorySegment.ofArray(new byte[Float.BYTES * values.length]);
        var layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            data.set(layout, (long) Float.BYTES * i, values[i]);
        }
        return new ReplacedTensor(original, new WeightTensor(name, DataType.FLOAT32, shape, data));
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
        return name.equals(this.replacement.name()) ? this.replacement : this.original.tensor(name);
    }

    @Override
    public void close() {
        this.original.close();
    }

}
