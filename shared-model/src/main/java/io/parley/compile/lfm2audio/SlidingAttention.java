package io.parley.compile.lfm2audio;

import java.util.List;

/**
 * The attention caches of a codec's graph: for each layer L the inputs {@code past_k_L},
 * {@code past_v_L} and outputs {@code present_k_L}, {@code present_v_L}, float32 [1,
 * heads, capacity, head width], keys rotated. One tensor is to be bound as past and
 * present of a cache. The inputs {@code seqlens_k} int32 [1] and {@code total_len} int32
 * [1] say how many of the rows are used after the run (the former less one); {@code cos}
 * and {@code sin} float32 [capacity, head width / 2] hold the angles of the rows.
 *
 * @param layers their numbers
 * @param heads key and value heads
 * @param headWidth numbers a head, a multiple of 16
 * @param window how many steps a step sees, itself included
 * @param theta base of the rotary angles: step p turns pair i by p * theta^(-2i/width)
 */
public record SlidingAttention(List<Integer> layers, int heads, int headWidth, int window, double theta) {

    public SlidingAttention {
        layers = List.copyOf(layers);
    }

}
