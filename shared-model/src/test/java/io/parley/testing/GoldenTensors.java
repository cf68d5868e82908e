package io.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.parley.weights.SafetensorsCheckpoint;
import io.parley.weights.WeightTensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of LFM2-Audio's golden tensors, with the tolerances of the manifest beside it.
 */
public final class GoldenTensors implements AutoCloseable {

    private final SafetensorsCheckpoint tensors;

    private final Map<String, JsonNode> entries = new HashMap<>();

    private GoldenTensors(SafetensorsCheckpoint tensors) {
        this.tensors = tensors;
    }

    /** Opens a file, as "backbone_a.safetensors". */
    public static GoldenTensors open(String file) throws IOException {
        var manifest = new JsonMapper().readTree(SharedData.path("lfm2-audio/golden/manifest.json").toFile());
        GoldenTensors golden = new GoldenTensors(
                SafetensorsCheckpoint.open(SharedData.path("lfm2-audio/golden/" + file)));
        for (JsonNode entry : manifest.get("tensors")) {
            if (entry.get("file").stringValue().equals(file)) {
                golden.entries.put(entry.get("name").stringValue(), entry);
            }
        }
        return golden;
    }

    public List<Long> shape(String name) {
        return this.tensors.tensor(name).shape();
    }

    public float[] floats(String name) {
        return this.tensors.tensor(name).toFloats();
    }

    /** Integers that float32 holds exactly. */
    public int[] integers(String name) {
        WeightTensor tensor = this.tensors.tensor(name);
        float[] values = tensor.toFloats();
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            integers[i] = (int) values[i];
        }
        return integers;
    }

    /**
     * Fails unless |actual - golden| is at most atol + rtol * |golden| everywhere.
     * @return the largest difference
     */
    public double assertClose(String name, float[] actual) {
        float[] expected = floats(name);
        JsonNode entry = this.entries.get(name);
        double atol = entry.get("atol").doubleValue();
        double rtol = entry.get("rtol").doubleValue();
        assertThat(actual).as(name).hasSameSizeAs(expected);
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) actual[i] - expected[i]);
            largest = Math.max(largest, difference);
            // a NaN must not pass
            if (!(difference <= atol + rtol * Math.abs(expected[i]))) {
                throw new AssertionError("%s[%d] is %s instead of %s".formatted(name, i, actual[i], expected[i]));
            }
        }
        return largest;
    }

    @Override
    public void close() {
        this.tensors.close();
    }

}
