package io.parley.compile.llama;

import java.io.IOException;
import java.nio.file.Path;

import io.parley.compile.Architecture;
import io.parley.compile.Precision;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.GraphBuilder;
import io.parley.weights.Checkpoint;

/**
 * A Llama-shaped language model: {@value #GRAPH}, see {@link LlamaGraph}.
 *
 * @param config of the checkpoint
 * @param names what its tensors are called
 */
record LlamaArchitecture(LlamaConfig config, LlamaNames names) implements Architecture {

    /** The graph's file. */
    static final String GRAPH = "model.onnx";

    @Override
    public String name() {
        return "llama";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Checkpoint checkpoint, Precision precision, Path directory, BuildObserver observer)
            throws IOException {
        write(checkpoint, LlamaRecipe.of(precision), directory.resolve(GRAPH), observer);
    }

    /** Writes the graph by a recipe of its own. */
    void write(Checkpoint checkpoint, LlamaRecipe recipe, Path file, BuildObserver observer) throws IOException {
        try (GraphBuilder graph = new GraphBuilder(file, observer)) {
            new LlamaGraph(graph, new LlamaWeights(checkpoint, this.config, this.names), recipe).write();
            graph.finish();
        }
    }

}
