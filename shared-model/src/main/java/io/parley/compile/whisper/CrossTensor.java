package io.parley.compile.whisper;

import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.weights.DataType;

/**
 * One tensor of what the encoder leaves of a sound for the decoder's cross-attention: an
 * output of the one and an input of the other, of the same name.
 *
 * @param name its name in both graphs
 * @param type float32 or int8
 * @param shape its dimensions: {@value #BATCH} stands for the number of sounds,
 * {@value #POSITIONS} for that of the encoder's positions
 */
public record CrossTensor(String name, DataType type, List<Long> shape) {

    private static final long POSITIONS = -1;

    private static final long BATCH = -2;

    public CrossTensor {
        shape = List.copyOf(shape);
    }

    static CrossTensor ofHeads(String name, DataType type, WhisperDimensions dimensions) {
        return new CrossTensor(name, type,
                List.of(BATCH, (long) dimensions.heads(), POSITIONS, (long) dimensions.headWidth()));
    }

    static CrossTensor ofHeadsTransposed(String name, DataType type, WhisperDimensions dimensions) {
        return new CrossTensor(name, type,
                List.of(BATCH, (long) dimensions.heads(), (long) dimensions.headWidth(), POSITIONS));
    }

    static CrossTensor ofChannels(String name, WhisperDimensions dimensions) {
        return new CrossTensor(name, DataType.FLOAT32,
                List.of(1L, (long) dimensions.heads(), 1L, (long) dimensions.headWidth()));
    }

    /**
     * The shape for one sound.
     * @param positions of the encoder
     */
    public long[] shape(int positions) {
        return this.shape.stream()
            .mapToLong((length) -> (length == BATCH) ? 1 : (length == POSITIONS) ? positions : length)
            .toArray();
    }

    /** The axes with the batch and the positions by the names given. */
    Axis[] axes(Axis batch, Axis positions) {
        return this.shape.stream()
            .map((length) -> (length == BATCH) ? batch : (length == POSITIONS) ? positions : Axis.of(length))
            .toArray(Axis[]::new);
    }

}
