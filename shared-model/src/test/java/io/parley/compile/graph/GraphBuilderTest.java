package io.parley.compile.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ai.onnx.proto.OnnxMl;
import io.parley.weights.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphBuilderTest {

    @TempDir
    Path directory;

    @Test
    void weightsLieAlignedInTheSideFile() throws Exception {
        Path file = this.directory.resolve("g.onnx");
        List<Long> told = new ArrayList<>();
        float[] large = new float[600_000];
        large[599_999] = 7;
        try (GraphBuilder graph = new GraphBuilder(file, (name, bytes) -> told.add(bytes))) {
            graph.vector("small", new float[] { 1, 2, 3 });
            graph.vector("large", large);
            graph.weight("half", DataType.FLOAT16, List.of(1L, 2L),
                    (output) -> output.halfs(new float[] { 0, 0.5f, -2 }, 1, 2));
            graph.weight("bytes", DataType.UINT8, List.of(3L),
                    (output) -> output.bytes(new byte[] { 9, 8, 7, 6 }, 1, 3));
            graph.finish();
        }
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(this.directory.resolve("g.onnx.data")))
            .order(ByteOrder.LITTLE_ENDIAN);
        OnnxMl.GraphProto graph = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
        assertThat(graph.getInitializerList()).extracting(OnnxMl.TensorProto::getName)
            .containsExactly("small", "large", "half", "bytes");
        int[] offsets = graph.getInitializerList().stream().mapToInt((tensor) -> {
            assertThat(tensor.getExternalData(0).getValue()).isEqualTo("g.onnx.data");
            return Integer.parseInt(tensor.getExternalData(1).getValue());
        }).toArray();
        assertThat(offsets).containsExactly(0, 4096, 4096 + 2_400_000, 4096 + 2_400_000 + 64);
        assertThat(data.getFloat(8)).isEqualTo(3);
        assertThat(data.getFloat(offsets[1] + 4 * 599_999)).isEqualTo(7);
        assertThat(data.getShort(offsets[2])).isEqualTo(Float.floatToFloat16(0.5f));
        assertThat(data.get(offsets[3])).isEqualTo((byte) 8);
        assertThat(data.capacity()).isEqualTo(offsets[3] + 3);
        assertThat(told).containsExactly(12L, 4096L + 2_400_000, 4096L + 2_400_000 + 4, 4096L + 2_400_000 + 67);
    }

    @Test
    void mistakesAreRefusedWhenTheyAreMade() throws Exception {
        try (GraphBuilder graph = new GraphBuilder(this.directory.resolve("g.onnx"), (name, bytes) -> {
        })) {
            graph.input("x", DataType.FLOAT32, Axis.of(2));
            assertThatIllegalArgumentException().isThrownBy(() -> graph.input("x", DataType.FLOAT32))
                .withMessageContaining("'x' is defined twice");
            assertThatIllegalArgumentException().isThrownBy(() -> graph.add(Operator.onnx("Relu"), "y"))
                .withMessageContaining("'y' is not defined");
            assertThatIllegalArgumentException().isThrownBy(() -> graph.output("z", DataType.FLOAT32))
                .withMessageContaining("'z' is not defined");
            assertThatIllegalStateException()
                .isThrownBy(() -> graph.weight("w", DataType.FLOAT32, List.of(3L),
                        (output) -> output.floats(new float[] { 1, 2 }, 0, 2)))
                .withMessageContaining("8 bytes instead of 12");
        }
    }

}
