package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.Objects;

import io.parley.compile.graph.ShapedWeights;
import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.weights.Checkpoint;
import io.parley.weights.WeightTensor;

/**
 * What the backbone is fed for text tokens and for audio frames, read from the mapped
 * checkpoint and widened to float32. Only the rows that are used get into memory.
 * Thread-safe; not to be used after the checkpoint is closed.
 */
public final class InputEmbeddings {

    private final WeightTensor tokens;

    private final WeightTensor codes;

    private final int width;

    private final int codebooks;

    /**
     * Embeddings of a checkpoint.
     * @throws io.parley.weights.WeightsException if a table is missing or misshapen
     */
    public InputEmbeddings(Checkpoint checkpoint, Lfm2AudioConfig config) {
        ShapedWeights weights = new ShapedWeights(checkpoint);
        this.width = config.backbone().width();
        this.codebooks = config.codebooks();
        this.tokens = weights.tensor("lfm.embed_tokens.weight", config.backbone().vocabulary(), this.width);
        this.codes = weights.tensor("audio_embedding.embedding.weight", (long) this.codebooks * Lfm2AudioConfig.CODES,
                this.width);
    }

    /** Length of one embedding. */
    public int width() {
        return this.width;
    }

    /**
     * Writes the embedding of a text token.
     * @param token an id of the vocabulary
     * @param target gets the values at its position, which moves past them
     */
    public void text(int token, FloatBuffer target) {
        Objects.checkIndex((long) token, this.tokens.dimension(0));
        float[] row = new float[this.width];
        this.tokens.copyTo((long) token * this.width, row, 0, this.width);
        target.put(row);
    }

    /**
     * Writes the embedding of an audio frame: the sum of its codes' rows.
     * @param frame a code for each codebook, the end of audio included
     * @param target gets the values at its position, which moves past them
     */
    public void frame(int[] frame, FloatBuffer target) {
        Objects.checkFromIndexSize(0, this.codebooks, frame.length);
        float[] sum = new float[this.width];
        float[] row = new float[this.width];
        for (int k = 0; k < this.codebooks; k++) {
            int code = Objects.checkIndex(frame[k], Lfm2AudioConfig.CODES);
            this.codes.copyTo(((long) k * Lfm2AudioConfig.CODES + code) * this.width, row, 0, this.width);
            for (int i = 0; i < this.width; i++) {
                sum[i] += row[i];
            }
        }
        target.put(sum);
    }

}
