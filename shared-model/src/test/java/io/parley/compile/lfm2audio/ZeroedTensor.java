package io.parley.compile.lfm2audio;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Set;

import io.parley.weights.Checkpoint;
import io.parley.weights.WeightTensor;

/** A checkpoint with one tensor replaced by zeros. */
record ZeroedTensor(Checkpoint original, String name) implements Checkpoint {

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
        return name.equals(this.name) ? new WeightTensor(tensor.name(), tensor.type(), tensor.shape(),
                MemorySegment.ofArray(new byte[(int) tensor.data().byteSize()])) : tensor;
    }

    @Override
    public void close() {
        this.original.close();
    }

}
