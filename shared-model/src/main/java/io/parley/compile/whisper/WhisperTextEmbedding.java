package io.parley.compile.whisper;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Matrices;
import io.parley.compile.graph.Matrix;
import io.parley.compile.graph.Operator;
import io.parley.weights.DataType;

/**
 * What a text goes through before the first layer: token and position tables.
 */
final class WhisperTextEmbedding {

    private final WhisperWeights weights;

    private final WhisperRecipe recipe;

    private final GraphBuilder graph;

    WhisperTextEmbedding(WhisperWeights weights, WhisperRecipe recipe, GraphBuilder graph) {
        this.weights = weights;
        this.recipe = recipe;
        this.graph = graph;
    }

    /** Adds the table of tokens, [vocabulary, width] in the recipe's type. */
    String table() throws IOException {
        Matrix table = this.weights.tokenEmbedding();
        DataType type = this.recipe.embedding();
        return this.graph.weight("embedding", type, List.of((long) table.rows(), (long) table.columns()),
                (type == DataType.FLOAT16) ? Matrices.halfs(table) : Matrices.floats(table));
    }

    /** The rows of some tokens, float32 [batch, sequence, width]. */
    String tokens(String table, String tokens) {
        String rows = this.graph.add(Operator.onnx("Gather"), table, tokens);
        return (this.recipe.embedding() == DataType.FLOAT32) ? rows : this.graph.cast(rows, DataType.FLOAT32);
    }

    /** Adds the table of positions, float32 [text context, width]. */
    String positionTable() throws IOException {
        Matrix table = this.weights.textPositions();
        return this.graph.weight("positions_table", DataType.FLOAT32,
                List.of((long) table.rows(), (long) table.columns()), Matrices.floats(table));
    }

}
