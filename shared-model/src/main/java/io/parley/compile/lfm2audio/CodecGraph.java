package io.parley.compile.lfm2audio;

import java.nio.file.Path;

/** A codec's decoder, compiled. All of them decode the same codes. */
public sealed interface CodecGraph {

    /** The graph. */
    Path file();

    /**
     * The codec of LFM2-Audio.
     *
     * @param states what the graph carries from run to run
     */
    record Mimi(Path file, CodecStates states) implements CodecGraph {
    }

    /**
     * The detokenizer of LFM2.5-Audio.
     *
     * @param states what the graph carries from run to run
     */
    record Detokenizer(Path file, CodecStates states) implements CodecGraph {
    }

    /** The same as it is published in ONNX: a graph that carries nothing. */
    record PublishedDetokenizer(Path file) implements CodecGraph {
    }

}
