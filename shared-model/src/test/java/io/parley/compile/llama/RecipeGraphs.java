package io.parley.compile.llama;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.compile.graph.BlockInt4Linear;
import io.parley.compile.graph.BlockInt8Linear;
import io.parley.compile.graph.DynamicInt8Linear;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.LinearPrecision;
import io.parley.weights.Checkpoint;

/** Graphs of one model with its layers' products in every precision there is. */
public final class RecipeGraphs {

    private RecipeGraphs() {
    }

    /**
     * The precisions by name; the output projection is in 8-bit blocks of 32 in all but
     * the first.
     */
    public static Map<String, LinearPrecision> precisions() {
        Map<String, LinearPrecision> precisions = new LinkedHashMap<>();
        precisions.put("float32", new Float32Linear());
        for (int block : new int[] { 32, 64, 128 }) {
            precisions.put("8-bit, blocks of " + block, new BlockInt8Linear(block));
        }
        for (int block : new int[] { 32, 128 }) {
            precisions.put("4-bit, blocks of " + block, new BlockInt4Linear(block));
        }
        precisions.put("8-bit an output, inputs a tensor", new DynamicInt8Linear());
        return precisions;
    }

    /** Writes a model's graph. */
    public static void write(LlamaCheckpoint checkpoint, LinearPrecision layers, Path file) throws IOException {
        LinearPrecision head = (layers instanceof Float32Linear) ? layers : new BlockInt8Linear(32);
        try (Checkpoint opened = checkpoint.open()) {
            new LlamaArchitecture(checkpoint.config(), checkpoint.names()).write(opened, new LlamaRecipe(layers, head),
                    file, (graph, bytes) -> {
                    });
        }
    }

}
