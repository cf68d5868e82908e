package io.parley.compile.lfm2audio;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A checkpoint directory compiled.
 *
 * @param encoder see {@link FastConformerGraph}
 * @param prompt the backbone for several positions, see {@link Lfm2BackboneGraph}
 * @param step the backbone for one position; the same file if the recipe makes no
 * difference
 * @param textHead see {@link TextHeadGraph}
 * @param depthformer see {@link DepthformerGraph}
 * @param codec the detokenizer if the directory has it, else Mimi, or null if it has
 * neither
 * @param bytes size of all files
 */
public record Lfm2AudioGraphs(Path encoder, Path prompt, Path step, Path textHead, Path depthformer,
        @Nullable CodecGraph codec, long bytes) {
}
