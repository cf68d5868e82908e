package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;

import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.weights.Checkpoint;

/** The codecs' graphs, with or without the stages between as outputs. */
public final class CodecGraphs {

    private CodecGraphs() {
    }

    public static Path mimi(Checkpoint checkpoint, MimiConstants constants, Path file, boolean stages)
            throws IOException {
        try (GraphBuilder graph = builder(file)) {
            new MimiDecoderGraph(new MimiWeights(checkpoint, constants), constants, new Float32Linear(), graph, stages)
                .write();
            graph.finish();
        }
        return file;
    }

    public static Path detokenizer(Checkpoint checkpoint, DetokenizerConfig config, Path file, boolean stages)
            throws IOException {
        try (GraphBuilder graph = builder(file)) {
            new DetokenizerGraph(new ShapedWeights(checkpoint), config, new Float32Linear(), graph, stages).write();
            graph.finish();
        }
        return file;
    }

    private static GraphBuilder builder(Path file) throws IOException {
        return new GraphBuilder(file, (graph, bytes) -> {
        });
    }

}
