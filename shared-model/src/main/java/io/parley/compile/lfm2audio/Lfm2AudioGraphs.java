package io.parley.compile.lfm2audio;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A checkpoint directory compiled.
 *
 * @param encoder see {@link FastConformerGraph}
 * @param backbone see {@link Lfm2BackboneGraph}
 * @param textHead see {@link TextHeadGraph}
 * @param depthformer see {@link DepthformerGraph}
 * @param codec the detokenizer if the directory has it, else Mimi, or null if it has
 * neither
 * @param bytes size of all files
 */
public record Lfm2AudioGraphs(Path encoder, Path backbone, Path textHead, Path depthformer, @Nullable CodecGraph codec,
        long bytes) {
}
