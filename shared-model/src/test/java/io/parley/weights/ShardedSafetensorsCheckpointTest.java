package io.parley.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.parley.testing.SafetensorsFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedSafetensorsCheckpointTest {

    @TempDir
    Path directory;

    @BeforeEach
    void writeShards() throws IOException {
        new SafetensorsFile().float32("a", new float[] { 1 }, 1).write(this.directory.resolve("one.safetensors"));
        new SafetensorsFile().float32("b", new float[] { 2 }, 1).write(this.directory.resolve("two.safetensors"));
    }

    @Test
    void findsTensorsInTheirFiles() throws IOException {
        Path index = index("{\"metadata\":{\"total_size\":8},\"weight_map\":"
                + "{\"a\":\"one.safetensors\",\"b\":\"two.safetensors\"}}");
        try (Checkpoint checkpoint = ShardedSafetensorsCheckpoint.open(index)) {
            assertThat(checkpoint.names()).containsExactly("a", "b");
            assertThat(checkpoint.tensor("a").toFloats()).containsExactly(1);
            assertThat(checkpoint.tensor("b").toFloats()).containsExactly(2);
            assertThatThrownBy(() -> checkpoint.tensor("c")).isInstanceOf(WeightsException.class)
                .hasMessageContaining("index.json")
                .hasMessageContaining("'c'");
        }
    }

    @Test
    void aTensorThatIsNotWhereTheIndexSaysIsNamed() throws IOException {
        Path index = index("{\"weight_map\":{\"a\":\"two.safetensors\"}}");
        assertThatThrownBy(() -> ShardedSafetensorsCheckpoint.open(index)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("two.safetensors: tensor 'a'");
    }

    @ParameterizedTest
    @ValueSource(strings = { "../one.safetensors", "/etc/passwd", "..", "", "x/../one.safetensors" })
    void anIndexDoesNotLeadOutOfItsDirectory(String file) throws IOException {
        Path index = index("{\"weight_map\":{\"a\":\"" + file + "\"}}");
        assertThatThrownBy(() -> ShardedSafetensorsCheckpoint.open(index)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("tensor 'a'")
            .hasMessageContaining("not the name of a file");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "{}", "null", "{\"weight_map\":7}", "{\"weight_map\":{\"a\":[[[[[]]]]]}}",
            "{\"weight_map\":{\"a\":null}}", "{\"weight_map\":{\"a\":\"one.safetensors\",\"a\":\"two.safetensors\"}}" })
    void otherJsonIsRefused(String json) throws IOException {
        Path index = index(json);
        assertThatThrownBy(() -> ShardedSafetensorsCheckpoint.open(index)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("index.json");
    }

    private Path index(String json) throws IOException {
        return Files.writeString(this.directory.resolve("model.safetensors.index.json"), json);
    }

}
