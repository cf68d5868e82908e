package io.parley.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.weights.DataType;

/** Graphs of one node, for tests of how graphs are run. */
final class TinyGraphs {

    private TinyGraphs() {
    }

    /**
     * Of {@code x} float32 [n]: {@code places}, int64 [1, count], where it is not zero,
     * and {@code copy}, float32 [n].
     */
    static Path nonZeroPlaces(Path directory) {
        Path file = directory.resolve("places.onnx");
        try (GraphBuilder graph = new GraphBuilder(file, (name, bytes) -> {
        })) {
            graph.input("x", DataType.FLOAT32, Axis.named("n"));
            graph.add(Operator.onnx("NonZero"), List.of("x"), List.of("places"));
            graph.add(Operator.onnx("Identity"), List.of("x"), List.of("copy"));
            graph.output("places", DataType.INT64, Axis.of(1), Axis.named("count"));
            graph.output("copy", DataType.FLOAT32, Axis.named("n"));
            graph.finish();
            return file;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
