package io.parley.silero;

import java.util.List;

import io.parley.pool.Binding;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/**
 * What the LSTM remembers of one sound, zeros at first: two pairs of tensors h and c,
 * float32 [1, 1, 128], of which one is read while the other is written.
 */
final class SileroStates implements AutoCloseable {

    private static final int SIZE = 128;

    private final List<Tensor> hidden;

    private final List<Tensor> cell;

    SileroStates(InferenceRuntime runtime) {
        this.hidden = List.of(runtime.floats(1, 1, SIZE), runtime.floats(1, 1, SIZE));
        this.cell = List.of(runtime.floats(1, 1, SIZE), runtime.floats(1, 1, SIZE));
    }

    void bind(Binding binding, int from) {
        binding.input("h", this.hidden.get(from)).input("c", this.cell.get(from));
        binding.output("hn", this.hidden.get(1 - from)).output("cn", this.cell.get(1 - from));
    }

    @Override
    public void close() {
        this.hidden.forEach(Tensor::close);
        this.cell.forEach(Tensor::close);
    }

}
