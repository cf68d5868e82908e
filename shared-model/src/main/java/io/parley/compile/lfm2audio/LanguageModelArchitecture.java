package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;

import io.parley.compile.Architecture;
import io.parley.compile.CompileException;
import io.parley.compile.Precision;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.weights.Checkpoint;

/**
 * LFM2-Audio from the input embeddings to text logits and audio codes, in float32 only.
 *
 * @param config what the checkpoint's {@code config.json} says
 */
public record LanguageModelArchitecture(Lfm2AudioConfig config) implements Architecture {

    /** The file of the layers; {@link Lfm2BackboneGraph} has its inputs and outputs. */
    public static final String BACKBONE = "backbone.onnx";

    /** The file of the text head; {@link TextHeadGraph} has its inputs and outputs. */
    public static final String HEAD = "head.onnx";

    /** The file for audio frames; {@link DepthformerGraph} has its inputs and outputs. */
    public static final String DEPTHFORMER = "depthformer.onnx";

    @Override
    public String name() {
        return "lfm2-audio";
    }

    @Override
    public int version() {
        return 1;
    }

    /**
     * Writes the three graphs.
     * @throws CompileException if another precision than float32 is asked for
     */
    @Override
    public void write(Checkpoint checkpoint, Precision precision, Path directory, BuildObserver observer)
            throws IOException {
        ShapedWeights weights = new ShapedWeights(checkpoint);
        LinearPrecision products = switch (precision) {
            case FP32 -> new Float32Linear();
            case INT8 -> throw new CompileException("LFM2-Audio is compiled in fp32 only, not in int8", null);
        };
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(BACKBONE), observer)) {
            new Lfm2BackboneGraph(graph, weights, this.config.backbone(), products).write();
            graph.finish();
        }
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(HEAD), observer)) {
            new TextHeadGraph(graph, weights, this.config.backbone(), products).write();
            graph.finish();
        }
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(DEPTHFORMER), observer)) {
            new DepthformerGraph(graph, weights, this.config, products).write();
            graph.finish();
        }
    }

}
