package io.parley.compile.lfm2audio;

import java.nio.file.Path;

/**
 * A codec's decoder, compiled.
 *
 * @param kind which codec
 * @param file the graph
 * @param states what it carries from run to run
 */
public record CodecGraph(Kind kind, Path file, CodecStates states) {

    /** The codecs; both decode the same codes. */
    public enum Kind {

        /** The codec of LFM2-Audio. */
        MIMI,
        /** The detokenizer of LFM2.5-Audio. */
        DETOKENIZER

    }

}
