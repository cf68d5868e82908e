package io.parley.compile.whisper;

import java.nio.file.Path;
import java.util.List;

/**
 * The graph that shows which frames each token listens to.
 *
 * @param graph its file: {@code tokens} int64 [batch, sequence], {@code frames} int64
 * [1], and what {@code cross} lists, to {@code attention} float32 [batch, heads,
 * sequence, frames]
 * @param heads whose attention it gives; by layer in its output
 * @param cross which of the encoder's outputs it takes
 * @param bytes size of its files
 */
public record WhisperAligner(Path graph, List<AlignmentHead> heads, List<CrossTensor> cross, long bytes) {

    public WhisperAligner {
        heads = List.copyOf(heads);
        cross = List.copyOf(cross);
    }

}
