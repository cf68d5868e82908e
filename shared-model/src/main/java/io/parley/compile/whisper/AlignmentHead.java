package io.parley.compile.whisper;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A cross-attention head that looks at the sound of the token it is about to say.
 *
 * @param layer of the decoder, from 0
 * @param head of the layer, from 0
 */
public record AlignmentHead(int layer, int head) {

    /** The last layer that has one of some heads. */
    static int lastLayer(List<AlignmentHead> heads) {
        return heads.stream().mapToInt(AlignmentHead::layer).max().orElseThrow();
    }

    /** All heads of the upper half of the layers, for a model whose own are not known. */
    static List<AlignmentHead> upperHalf(WhisperDimensions dimensions) {
        return IntStream.range(dimensions.decoderLayers() / 2, dimensions.decoderLayers())
            .boxed()
            .flatMap((layer) -> IntStream.range(0, dimensions.heads())
                .mapToObj((head) -> new AlignmentHead(layer, head)))
            .toList();
    }

}
