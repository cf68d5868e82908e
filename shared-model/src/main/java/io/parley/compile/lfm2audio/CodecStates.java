package io.parley.compile.lfm2audio;

import java.util.List;

/**
 * Everything that a codec's graph carries from one run to the next.
 *
 * @param convolutions the convolutions' states
 * @param attention the attention layers' caches
 */
public record CodecStates(List<ConvolutionState> convolutions, SlidingAttention attention) {

    public CodecStates {
        convolutions = List.copyOf(convolutions);
    }

}
