package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;

import io.parley.compile.Architecture;
import io.parley.compile.Precision;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.Checkpoint;

/**
 * The detokenizer of LFM2.5-Audio up to the spectrum: {@value #DETOKENIZER}. It is
 * computed in float32 whatever the precision asked for, as what is lost here is heard.
 *
 * @param config what the checkpoint does not say
 */
public record DetokenizerArchitecture(DetokenizerConfig config) implements Architecture {

    /** The file; {@link DetokenizerGraph} has its inputs and outputs. */
    public static final String DETOKENIZER = "detokenizer.onnx";

    @Override
    public String name() {
        return "lfm2-detokenizer";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Checkpoint checkpoint, Precision precision, Path directory, BuildObserver observer)
            throws IOException {
        write(checkpoint, directory, observer, false);
    }

    /** Writes the graph, its stages among its outputs if wanted. */
    void write(Checkpoint checkpoint, Path directory, BuildObserver observer, boolean stages) throws IOException {
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(DETOKENIZER), observer)) {
            ShapedWeights weights = new ShapedWeights(checkpoint);
            new DetokenizerGraph(weights, this.config, new Float32Linear(), graph, stages).write();
            graph.finish();
        }
    }

}
