package io.parley.lfm2audio;

import java.nio.FloatBuffer;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Tensor;

/**
 * Turns a prompt into embeddings and feeds them to the backbone in chunks, which bounds
 * the memory of a run and how long a cancelled one goes on.
 */
final class PromptFeeder {

    private final BackboneState backbone;

    private final InputEmbeddings embeddings;

    private final AudioEncoder encoder;

    private final FloatBuffer chunk;

    PromptFeeder(BackboneState backbone, InputEmbeddings embeddings, AudioEncoder encoder) {
        this.backbone = backbone;
        this.embeddings = embeddings;
        this.encoder = encoder;
        this.chunk = FloatBuffer.allocate(PrefillChunk.MOST * embeddings.width());
    }

    /** Begins after what the backbone holds already. */
    void begin() {
        this.chunk.clear().limit(this.backbone.chunk() * this.embeddings.width());
    }

    /** Adds positions; they may be fed later. */
    void add(PromptPiece piece, Cancellation cancellation) {
        switch (piece) {
            case PromptPiece.Text text -> {
                for (int id : text.ids()) {
                    this.embeddings.text(id, next(cancellation));
                }
            }
            case PromptPiece.Frame frame -> this.embeddings.frame(frame.codes(), next(cancellation));
            case PromptPiece.Clip clip -> add(clip, cancellation);
        }
    }

    private void add(PromptPiece.Clip clip, Cancellation cancellation) {
        float[] samples = clip.sound().samples();
        try (Tensor heard = this.encoder.encode(samples, 0, samples.length, cancellation)) {
            int width = this.embeddings.width();
            FloatBuffer rows = heard.floats();
            for (int first = 0; first < rows.capacity(); first += width) {
                next(cancellation).put(rows.slice(first, width));
            }
        }
    }

    /** Feeds what is left. */
    void finish(Cancellation cancellation) {
        if (this.chunk.flip().hasRemaining()) {
            this.backbone.append(this.chunk, cancellation);
        }
        begin();
    }

    private FloatBuffer next(Cancellation cancellation) {
        if (!this.chunk.hasRemaining()) {
            finish(cancellation);
        }
        return this.chunk;
    }

}
