package io.parley.compile.lfm2audio;

/** What mixes positions in a layer of an LFM2 model. */
public enum LayerKind {

    /** A short causal convolution with gates. */
    CONVOLUTION,
    /** Attention over everything so far. */
    FULL_ATTENTION,
    /** Attention over a window that ends at the current position. */
    SLIDING_ATTENTION

}
