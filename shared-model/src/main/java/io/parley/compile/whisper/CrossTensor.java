package io.parley.compile.whisper;

import java.util.Arrays;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.weights.DataType;

/**
 * One tensor of what the encoder leaves of a sound for the decoder's cross-attention: an
 * output of the one and an input of the other, of the same name.
 *
 * @param name its name in both graphs
 * @param type float32 or int8
 * @param shape without the batch, which comes first: {@value #POSITIONS} stands for the
 * number of the encoder's positions
 */
public record CrossTensor(String name, DataType type, List<Long> shape) {

    private static final long POSITIONS = -1;

    public CrossTensor {
        shape = List.copyOf(shape);
    }

    static CrossTensor ofHeads(String name, DataType type, WhisperDimensions dimensions) {
        return new CrossTensor(name, type,
                List.of((long) dimensions.heads(), POSITIONS, (long) dimensions.headWidth()));
    }

    static CrossTensor ofHeadsTransposed(String name, DataType type, WhisperDimensions dimensions) {
        return new CrossTensor(name, type,
                List.of((long) dimensions.heads(), (long) dimensions.headWidth(), POSITIONS));
    }

    static CrossTensor ofChannels(String name, WhisperDimensions dimensions) {
        return new CrossTensor(name, DataType.FLOAT32,
                List.of((long) dimensions.heads(), 1L, (long) dimensions.headWidth()));
    }

    /**
     * The shape for one sound.
     * @param positions of the encoder
     */
    public long[] shape(int positions) {
        long[] one = new long[this.shape.size() + 1];
        one[0] = 1;
        for (int i = 1; i < one.length; i++) {
            long length = this.shape.get(i - 1);
            one[i] = (length == POSITIONS) ? positions : length;
        }
        return one;
    }

    /** The axes with the batch and the positions by the names given. */
    Axis[] axes(Axis batch, Axis positions) {
        Axis[] axes = new Axis[this.shape.size() + 1];
        Arrays.setAll(axes, (i) -> (i == 0) ? batch
                : (this.shape.get(i - 1) == POSITIONS) ? positions : Axis.of(this.shape.get(i - 1)));
        return axes;
    }

}
