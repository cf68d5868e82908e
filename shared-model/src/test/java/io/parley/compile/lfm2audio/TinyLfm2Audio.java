package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.testing.SharedData;
import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.SafetensorsCheckpoint;

/** The tiny checkpoint's graphs, with the values between as outputs. */
final class TinyLfm2Audio {

    private TinyLfm2Audio() {
    }

    static Path directory() {
        return SharedData.path("lfm2-audio/tiny");
    }

    static Lfm2AudioConfig config() {
        return Lfm2AudioConfig.read(directory());
    }

    static Checkpoint checkpoint() {
        return SafetensorsCheckpoint.open(directory().resolve("model.safetensors"));
    }

    static Path backbone(Path directory, Checkpoint checkpoint) throws IOException {
        Path file = directory.resolve("backbone.onnx");
        Lfm2Config config = config().backbone();
        try (GraphBuilder graph = builder(file)) {
            new Lfm2BackboneGraph(graph, new ShapedWeights(checkpoint), config, new Float32Linear()).write();
            Axis[] all = { Axis.of(1), Axis.named("positions"), Axis.of(config.width()) };
            for (int i = 0; i < config.layers().size(); i++) {
                graph.output("layer_" + i, DataType.FLOAT32, all);
            }
            graph.output("layer_" + (config.layers().size() - 1) + ".normalized", DataType.FLOAT32, all);
            graph.finish();
        }
        return file;
    }

    static Path head(Path directory, Checkpoint checkpoint) throws IOException {
        Path file = directory.resolve("head.onnx");
        try (GraphBuilder graph = builder(file)) {
            new TextHeadGraph(graph, new ShapedWeights(checkpoint), config().backbone(), new Float32Linear()).write();
            graph.finish();
        }
        return file;
    }

    static Path depthformer(Path directory, Checkpoint checkpoint) throws IOException {
        return depthformer(directory, checkpoint, new Float32Linear());
    }

    static Path depthformer(Path directory, Checkpoint checkpoint, LinearPrecision precision) throws IOException {
        Path file = directory.resolve("depthformer.onnx");
        Lfm2AudioConfig config = config();
        try (GraphBuilder graph = builder(file)) {
            new DepthformerGraph(graph, new ShapedWeights(checkpoint), config, precision).write();
            Axis[] row = { Axis.of(1), Axis.of(1), Axis.of(config.depthformer().width()) };
            for (int k = 0; k < config.codebooks(); k++) {
                graph.output("step_" + k + ".slice", DataType.FLOAT32, row);
                if (k > 0) {
                    graph.output("step_" + k + ".input", DataType.FLOAT32, row);
                }
                for (int i = 0; i < config.depthformer().layers(); i++) {
                    graph.output("step_" + k + ".layer_" + i, DataType.FLOAT32, row);
                }
                graph.output("step_" + k + ".logits", DataType.FLOAT32, Axis.of(Lfm2AudioConfig.CODES));
            }
            graph.finish();
        }
        return file;
    }

    private static GraphBuilder builder(Path file) throws IOException {
        return new GraphBuilder(file, (graph, bytes) -> {
        });
    }

}
