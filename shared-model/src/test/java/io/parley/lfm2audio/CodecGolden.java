package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;

import io.parley.testing.SharedData;
import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsCheckpoint;
import io.parley.weights.WeightTensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One file of the reference's tensors, with the manifest's tolerances. */
final class CodecGolden implements AutoCloseable {

    private final String file;

    private final Checkpoint tensors;

    private final JsonNode manifest;

    CodecGolden(String file) {
        this.file = file;
        Path directory = SharedData.path("lfm2-audio/golden");
        this.tensors = SafetensorsCheckpoint.open(directory.resolve(file));
        this.manifest = new JsonMapper().readTree(directory.resolve("manifest.json")).get("tensors");
    }

    static Path tiny() {
        return SharedData.path("lfm2-audio/tiny");
    }

    /** The codes as frames, [frames][8]. */
    int[][] frames() {
        WeightTensor codes = this.tensors.tensor("codes");
        int count = Math.toIntExact(codes.dimension(1));
        float[] values = codes.toFloats();
        int[][] frames = new int[count][AudioCodecDecoder.CODEBOOKS];
        for (int i = 0; i < values.length; i++) {
            frames[i % count][i / count] = (int) values[i];
        }
        return frames;
    }

    /** Compares values in the tensor's own order. */
    void assertMatches(String name, float[] actual) {
        assertThat(misses(name, actual)).as(name + " of " + actual.length).isZero();
    }

    /** Compares values [time, channels] with a tensor [channels, time]. */
    void assertMatchesTransposed(String name, float[] actual) {
        int channels = Math.toIntExact(this.tensors.tensor(name).dimension(0));
        int length = actual.length / channels;
        float[] transposed = new float[actual.length];
        for (int i = 0; i < actual.length; i++) {
            transposed[i % channels * length + i / channels] = actual[i];
        }
        assertMatches(name, transposed);
    }

    /** How many values are out of tolerance. */
    int misses(String name, float[] actual) {
        float[] expected = this.tensors.tensor(name).toFloats();
        assertThat(actual).as(name).hasSameSizeAs(expected);
        JsonNode entry = entry(name);
        double atol = entry.get("atol").asDouble();
        double rtol = entry.get("rtol").asDouble();
        int misses = 0;
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= atol + rtol * Math.abs(expected[i]))) {
                misses++;
            }
        }
        return misses;
    }

    /** Largest difference of a value, for stages whose tolerance is wide. */
    double difference(String name, float[] actual) {
        return difference(this.tensors.tensor(name).toFloats(), actual);
    }

    private JsonNode entry(String name) {
        for (JsonNode entry : this.manifest) {
            if (entry.get("file").asString().equals(this.file) && entry.get("name").asString().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError(this.file + " has no " + name);
    }

    /** Largest difference between two runs of samples. */
    static double difference(float[] one, float[] other) {
        assertThat(one).hasSameSizeAs(other);
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }

    static float[] join(float[]... parts) {
        float[] whole = new float[Arrays.stream(parts).mapToInt((part) -> part.length).sum()];
        int offset = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, whole, offset, part.length);
            offset += part.length;
        }
        return whole;
    }

    @Override
    public void close() {
        this.tensors.close();
    }

}
