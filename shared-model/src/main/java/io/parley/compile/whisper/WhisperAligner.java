package io.parley.compile.whisper;

import java.nio.file.Path;
import java.util.List;

/**
 * The graph that shows which frames each token listens to.
 *
 * @param graph its file: {@code tokens} int64 [batch, sequence], {@code frames} int64
 * [1], and the encoder's {@code cross_k_i} of the layers up to the last head's and
 * {@code cross_v_i} of those below, to {@code attention} float32 [batch, heads, sequence,
 * frames]
 * @param heads whose attention it gives; by layer in its output
 * @param bytes size of its files
 */
public record WhisperAligner(Path graph, List<AlignmentHead> heads, long bytes) {

    public WhisperAligner {
        heads = List.copyOf(heads);
    }

    /** How many layers it runs through. */
    public int layers() {
        return this.heads.stream().mapToInt(AlignmentHead::layer).max().orElseThrow() + 1;
    }

}
