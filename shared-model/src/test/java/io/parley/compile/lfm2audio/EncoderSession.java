package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.ShapedWeights;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;

/** An encoder's graph, with the values between as outputs. */
final class EncoderSession implements AutoCloseable {

    static final String SUBSAMPLED = "subsampled";

    static final String POSITIONS = "positions";

    private final InferenceRuntime runtime;

    private final EncoderConfig config;

    private final int outputs;

    private final Graph graph;

    private EncoderSession(InferenceRuntime runtime, EncoderConfig config, int outputs, Graph graph) {
        this.runtime = runtime;
        this.config = config;
        this.outputs = outputs;
        this.graph = graph;
    }

    /** Compiles and loads. */
    static EncoderSession of(InferenceRuntime runtime, Path directory, Checkpoint checkpoint, EncoderConfig config,
            int outputs) throws IOException {
        Path file = directory.resolve("encoder-" + System.nanoTime() + ".onnx");
        try (GraphBuilder graph = new GraphBuilder(file, (name, bytes) -> {
        })) {
            new FastConformerGraph(graph, new ShapedWeights(checkpoint), config, outputs, new Float32Linear()).write();
            for (String stage : stages(config)) {
                Axis[] axes = stage.equals(POSITIONS) ? new Axis[] { Axis.named("rows"), Axis.of(config.width()) }
                        : new Axis[] { Axis.of(1), Axis.named("embeddings"), Axis.of(config.width()) };
                graph.output(stage, DataType.FLOAT32, axes);
            }
            graph.finish();
        }
        return new EncoderSession(runtime, config, outputs, runtime.load(file));
    }

    static String attention(int layer) {
        return "layer_" + layer + ".self_attn";
    }

    static String convolution(int layer) {
        return "layer_" + layer + ".conv";
    }

    static String layer(int layer) {
        return "conformer.layers." + layer + ".norm_out_out";
    }

    private static List<String> stages(EncoderConfig config) {
        List<String> stages = new ArrayList<>(List.of(SUBSAMPLED, POSITIONS));
        for (int i = 0; i < config.layers(); i++) {
            stages.addAll(List.of(attention(i), convolution(i), layer(i)));
        }
        return stages;
    }

    /**
     * Encodes a clip.
     * @param mel [frames, bands]
     * @return all values by name
     */
    Map<String, float[]> run(float[] mel) {
        int frames = mel.length / this.config.melBands();
        int length = FastConformerGraph.embeddings(frames);
        Map<String, Tensor> tensors = new HashMap<>();
        try (Tensor input = this.runtime.floats(1, frames, this.config.melBands());
                Binding binding = this.graph.bind()) {
            input.floats().put(0, mel);
            binding.input(FastConformerGraph.MEL, input);
            for (String stage : stages(this.config)) {
                tensors.put(stage, stage.equals(POSITIONS) ? this.runtime.floats(2L * length, this.config.width())
                        : this.runtime.floats(1, length, this.config.width()));
            }
            tensors.put(FastConformerGraph.EMBEDDINGS, this.runtime.floats(1, length, this.outputs));
            tensors.forEach(binding::output);
            binding.run(Cancellation.never());
            Map<String, float[]> values = new HashMap<>();
            tensors.forEach((name, tensor) -> {
                float[] floats = new float[tensor.floats().capacity()];
                tensor.floats().get(0, floats);
                values.put(name, floats);
            });
            return values;
        }
        finally {
            tensors.values().forEach(Tensor::close);
        }
    }

    @Override
    public void close() {
        this.graph.close();
    }

}
