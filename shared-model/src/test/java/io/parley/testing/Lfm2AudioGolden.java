package io.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsCheckpoint;
import io.parley.weights.WeightTensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of the reference's tensors for the tiny LFM2-Audio, with the tolerances of its
 * manifest.
 */
public final class Lfm2AudioGolden implements AutoCloseable {

    private static final String DIRECTORY = "lfm2-audio/golden/";

    private final Checkpoint tensors;

    private final Map<String, JsonNode> manifest;

    private Lfm2AudioGolden(Checkpoint tensors, Map<String, JsonNode> manifest) {
        this.tensors = tensors;
        this.manifest = manifest;
    }

    /**
     * Opens a file; skips the test where the shared data is not there.
     * @param file its name without ending, as "encoder"
     */
    public static Lfm2AudioGolden open(String file) {
        String name = file + ".safetensors";
        Path path = SharedData.path(DIRECTORY + name);
        Map<String, JsonNode> manifest = new JsonMapper().readTree(SharedData.path(DIRECTORY + "manifest.json"))
            .get("tensors")
            .valueStream()
            .filter((tensor) -> name.equals(tensor.get("file").asString()))
            .collect(Collectors.toMap((tensor) -> tensor.get("name").asString(), (tensor) -> tensor));
        return new Lfm2AudioGolden(SafetensorsCheckpoint.open(path), manifest);
    }

    /** A tensor, row-major. */
    public float[] floats(String name) {
        return this.tensors.tensor(name).toFloats();
    }

    /** The only element of an integer tensor. */
    public long integer(String name) {
        return this.tensors.tensor(name).toLong();
    }

    /** A tensor's dimensions. */
    public List<Long> shape(String name) {
        return this.tensors.tensor(name).shape();
    }

    /** A tensor of rank 2 with its dimensions exchanged. */
    public float[] transposed(String name) {
        WeightTensor tensor = this.tensors.tensor(name);
        int rows = (int) tensor.dimension(0);
        int columns = (int) tensor.dimension(1);
        float[] from = tensor.toFloats();
        float[] to = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            to[i % columns * rows + i / columns] = from[i];
        }
        return to;
    }

    /** Asserts that values are within a tensor's tolerance. */
    public void assertEqual(String name, float[] actual) {
        assertWithin(name, floats(name), actual);
    }

    /** Asserts that values are within a tensor's tolerance. */
    public void assertEqual(String name, FloatBuffer actual) {
        float[] values = new float[actual.remaining()];
        actual.duplicate().get(values);
        assertEqual(name, values);
    }

    /** Asserts that values that lie transposed are within a tensor's tolerance. */
    public void assertTransposedEqual(String name, float[] actual) {
        assertWithin(name, transposed(name), actual);
    }

    /** Whether values are within a tensor's tolerance. */
    public boolean isEqual(String name, float[] actual) {
        return firstDifference(name, floats(name), actual) < 0;
    }

    private void assertWithin(String name, float[] expected, float[] actual) {
        assertThat(actual).as(name).hasSameSizeAs(expected);
        int at = firstDifference(name, expected, actual);
        if (at >= 0) {
            throw new AssertionError(
                    "%s: element %d is %s instead of %s".formatted(name, at, actual[at], expected[at]));
        }
    }

    private int firstDifference(String name, float[] expected, float[] actual) {
        JsonNode tolerance = this.manifest.get(name);
        double absolute = tolerance.get("atol").asDouble();
        double relative = tolerance.get("rtol").asDouble();
        for (int i = 0; i < expected.length; i++) {
            // written so that NaN differs
            if (!(Math.abs(actual[i] - expected[i]) <= absolute + relative * Math.abs(expected[i]))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        this.tensors.close();
    }

}
