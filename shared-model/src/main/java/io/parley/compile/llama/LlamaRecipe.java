package io.parley.compile.llama;

import io.parley.compile.Precision;
import io.parley.compile.graph.BlockInt8Linear;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.LinearPrecision;

/**
 * Which numbers each part is computed with.
 *
 * @param layers all products of the layers
 * @param head the output projection
 */
public record LlamaRecipe(LinearPrecision layers, LinearPrecision head) {

    /** Blocks of GGUF's Q8_0, in which most token tables come: that is then exact. */
    private static final int HEAD_BLOCK = 32;

    private static final int LAYER_BLOCK = 64;

    /** The recipe for a precision. */
    static LlamaRecipe of(Precision precision) {
        return switch (precision) {
            case FP32 -> new LlamaRecipe(new Float32Linear(), new Float32Linear());
            case INT8 -> new LlamaRecipe(new BlockInt8Linear(LAYER_BLOCK), new BlockInt8Linear(HEAD_BLOCK));
        };
    }

}
