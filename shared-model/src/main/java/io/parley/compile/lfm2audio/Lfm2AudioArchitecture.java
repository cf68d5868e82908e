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
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.Checkpoint;

/**
 * LFM2-Audio without its codec, from the published checkpoint: {@value #ENCODER},
 * {@value #BACKBONE}, {@value #TEXT_HEAD} and {@value #DEPTHFORMER}.
 *
 * @param config of the same checkpoint
 */
public record Lfm2AudioArchitecture(Lfm2AudioConfig config) implements Architecture {

    /**
     * The audio encoder's file; {@link FastConformerGraph} has its inputs and outputs.
     */
    static final String ENCODER = "encoder.onnx";

    /** The language model's file; see {@link Lfm2BackboneGraph}. */
    static final String BACKBONE = "backbone.onnx";

    /** The text head's file; see {@link TextHeadGraph}. */
    static final String TEXT_HEAD = "text-head.onnx";

    /** The depthformer's file; see {@link DepthformerGraph}. */
    static final String DEPTHFORMER = "depthformer.onnx";

    @Override
    public String name() {
        return "lfm2-audio";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Checkpoint checkpoint, Precision precision, Path directory, BuildObserver observer)
            throws IOException {
        if (precision != Precision.FP32) {
            throw new CompileException("LFM2-Audio can be compiled in fp32 only, not in " + precision.id(), null);
        }
        ShapedWeights weights = new ShapedWeights(checkpoint);
        LinearPrecision exact = new Float32Linear();
        Lfm2Config backbone = this.config.backbone();
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(ENCODER), observer)) {
            new FastConformerGraph(graph, weights, this.config.encoder(), backbone.width(), exact).write();
            graph.finish();
        }
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(BACKBONE), observer)) {
            new Lfm2BackboneGraph(graph, weights, backbone, exact).write();
            graph.finish();
        }
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(TEXT_HEAD), observer)) {
            new TextHeadGraph(graph, weights, backbone, exact).write();
            graph.finish();
        }
        try (GraphBuilder graph = new GraphBuilder(directory.resolve(DEPTHFORMER), observer)) {
            new DepthformerGraph(graph, weights, this.config, exact).write();
            graph.finish();
        }
    }

}
