package io.parley.compile.lfm2audio;

import java.util.Locale;

import io.parley.compile.graph.BlockInt4Linear;
import io.parley.compile.graph.BlockInt8Linear;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.RowInt8Linear;

/**
 * In which numbers the products of each part of LFM2-Audio are computed; what is between
 * them stays float32, and so do the codecs. Embeddings are read from the checkpoint as
 * they are published.
 */
public enum Lfm2AudioRecipe {

    /** float32 throughout: the reference. */
    FP32(new Float32Linear(), new Float32Linear(), new Float32Linear(), new Float32Linear(), new Float32Linear()),

    /** 8 bits throughout: one backbone. */
    INT8(new RowInt8Linear(), new RowInt8Linear(), new RowInt8Linear(), new RowInt8Linear(), new BlockInt8Linear(32)),

    /** 4 bits where they pay: the least memory, and slow to read prompts. */
    INT4(new RowInt8Linear(), new BlockInt4Linear(128), new BlockInt4Linear(128), new RowInt8Linear(),
            new BlockInt4Linear(32)),

    /**
     * Prompts in 8 bits and steps in 4, each with the operator that is fastest at it: the
     * backbone is in memory twice.
     */
    MIXED(new RowInt8Linear(), new RowInt8Linear(), new BlockInt4Linear(32), new RowInt8Linear(),
            new BlockInt4Linear(32));

    private final LinearPrecision encoder;

    private final LinearPrecision prompt;

    private final LinearPrecision step;

    private final LinearPrecision textHead;

    private final LinearPrecision depthformer;

    Lfm2AudioRecipe(LinearPrecision encoder, LinearPrecision prompt, LinearPrecision step, LinearPrecision textHead,
            LinearPrecision depthformer) {
        this.encoder = encoder;
        this.prompt = prompt;
        this.step = step;
        this.textHead = textHead;
        this.depthformer = depthformer;
    }

    /** The name in configuration, as "int8". */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the audio encoder. */
    public LinearPrecision encoder() {
        return this.encoder;
    }

    /** Of the backbone where it reads several positions at once. */
    public LinearPrecision prompt() {
        return this.prompt;
    }

    /** Of the backbone where it goes on by one position. */
    public LinearPrecision step() {
        return this.step;
    }

    /** Of the text head. */
    public LinearPrecision textHead() {
        return this.textHead;
    }

    /** Of the depthformer. */
    public LinearPrecision depthformer() {
        return this.depthformer;
    }

}
