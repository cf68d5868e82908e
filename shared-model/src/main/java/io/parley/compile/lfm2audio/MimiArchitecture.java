package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;

import io.parley.compile.Architecture;
import io.parley.compile.Precision;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.weights.Checkpoint;

/**
 * The decoder half of Mimi, the codec of LFM2-Audio: {@value #DECODER}. It is computed in
 * float32 whatever the precision asked for, as what is lost here is heard.
 *
 * @param constants what the checkpoint does not say
 */
public record MimiArchitecture(MimiConstants constants) implements Architecture {

    /** The file; {@link MimiDecoderGraph} has its inputs and outputs. */
    public static final String DECODER = "mimi-decoder.onnx";

    @Override
    public String name() {
        return "mimi";
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
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(DECODER), observer)) {
            MimiWeights weights = new MimiWeights(checkpoint, this.constants);
            new MimiDecoderGraph(weights, this.constants, new Float32Linear(), graph, stages).write();
            graph.finish();
        }
    }

}
