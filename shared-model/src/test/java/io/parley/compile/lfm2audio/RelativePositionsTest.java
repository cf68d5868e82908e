package io.parley.compile.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.weights.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelativePositionsTest {

    private static final int WIDTH = 8;

    private static final int HEADS = 2;

    @TempDir
    Path directory;

    @Test
    void aScoreGoesToTheKeyAtItsDistanceWhateverTheLength() throws Exception {
        Path file = this.directory.resolve("shift.onnx");
        try (GraphBuilder graph = new GraphBuilder(file, (name, bytes) -> {
        })) {
            String x = graph.input("x", DataType.FLOAT32, Axis.of(1), Axis.named("frames"), Axis.of(WIDTH));
            String scores = graph.input("scores", DataType.FLOAT32, Axis.of(1), Axis.of(HEADS), Axis.named("frames"),
                    Axis.named("rows"));
            RelativePositions positions = RelativePositions.add(graph, x, WIDTH);
            graph.addNamed("y", Operator.onnx("Identity"), positions.shift(graph, scores));
            graph.output("y", DataType.FLOAT32, Axis.of(1), Axis.of(HEADS), Axis.named("frames"), Axis.named("frames"));
            graph.finish();
        }
        InferenceRuntime runtime = new InferenceRuntime(1);
        try (Graph graph = runtime.load(file)) {
            for (int frames : new int[] { 1, 2, 3, 7, 64, 751 }) {
                try (Tensor x = runtime.floats(1, frames, WIDTH);
                        Tensor scores = runtime.floats(1, HEADS, frames, 2L * frames);
                        Tensor shifted = runtime.floats(1, HEADS, frames, frames);
                        Binding binding = graph.bind()) {
                    for (int i = 0; i < scores.floats().capacity(); i++) {
                        int distance = frames - 1 - i % (2 * frames);
                        scores.floats().put(i, distance + 10_000f * (i / (2 * frames)));
                    }
                    binding.input("x", x).input("scores", scores).output("y", shifted).run(Cancellation.never());
                    for (int i = 0; i < shifted.floats().capacity(); i++) {
                        int query = i / frames % frames;
                        int key = i % frames;
                        assertThat(shifted.floats().get(i)).isEqualTo(query - key + 10_000f * (i / frames));
                    }
                }
            }
        }
    }

}
