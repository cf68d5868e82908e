package io.parley.compile.whisper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import io.parley.testing.CTranslate2File;

/**
 * A Whisper model of random weights: two layers, width 128, two heads. Its weights are
 * multiples that float16 holds exactly or float32 as they are, so that reading them is
 * not a source of error.
 */
final class TinyWhisper {

    static final int WIDTH = 128;

    static final int HEADS = 2;

    static final int LAYERS = 2;

    static final int MELS = 5;

    static final int VOCABULARY = 97;

    static final int AUDIO_CONTEXT = 20;

    static final int TEXT_CONTEXT = 16;

    private final Map<String, float[]> weights = new LinkedHashMap<>();

    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    private final Random random;

    TinyWhisper(long seed) {
        this.random = new Random(seed);
        matrix("decoder/embeddings/weight", 1, VOCABULARY, WIDTH);
        matrix("decoder/position_encodings/encodings", 0.3, TEXT_CONTEXT, WIDTH);
        matrix("encoder/position_encodings/encodings", 0.3, AUDIO_CONTEXT, WIDTH);
        matrix("encoder/conv1/weight", 0.4, WIDTH, MELS, 3);
        matrix("encoder/conv1/bias", 0.1, WIDTH);
        matrix("encoder/conv2/weight", 0.08, WIDTH, WIDTH, 3);
        matrix("encoder/conv2/bias", 0.1, WIDTH);
        norm("encoder");
        norm("decoder");
        for (int i = 0; i < LAYERS; i++) {
            block("encoder/layer_" + i);
            block("decoder/layer_" + i);
            String cross = "decoder/layer_" + i + "/attention";
            norm(cross);
            linear(cross + "/linear_0", WIDTH, WIDTH);
            linear(cross + "/linear_1", 2 * WIDTH, WIDTH);
            linear(cross + "/linear_2", WIDTH, WIDTH);
            keysHaveNoBias(cross + "/linear_1", 0);
        }
    }

    /** A weight's values, which may be changed. */
    float[] get(String name) {
        return this.weights.get(name);
    }

    /**
     * Writes model.bin; every other tensor as float16, which rounds the values here too.
     */
    Path write(Path directory) throws IOException {
        CTranslate2File file = new CTranslate2File();
        int index = 0;
        for (Map.Entry<String, float[]> entry : this.weights.entrySet()) {
            float[] values = entry.getValue();
            int[] shape = this.shapes.get(entry.getKey());
            if (index++ % 2 == 0) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
                }
                file.float16(entry.getKey(), values, shape);
            }
            else {
                file.float32(entry.getKey(), values, shape);
            }
        }
        file.int16("encoder/num_heads", HEADS).int16("decoder/num_heads", HEADS);
        file.alias("decoder/projection/weight", "decoder/embeddings/weight");
        return file.write(directory.resolve("model.bin"));
    }

    private void block(String layer) {
        norm(layer + "/self_attention");
        linear(layer + "/self_attention/linear_0", 3 * WIDTH, WIDTH);
        linear(layer + "/self_attention/linear_1", WIDTH, WIDTH);
        keysHaveNoBias(layer + "/self_attention/linear_0", 1);
        norm(layer + "/ffn");
        linear(layer + "/ffn/linear_0", 4 * WIDTH, WIDTH);
        linear(layer + "/ffn/linear_1", WIDTH, 4 * WIDTH);
    }

    private void keysHaveNoBias(String layer, int part) {
        java.util.Arrays.fill(get(layer + "/bias"), part * WIDTH, (part + 1) * WIDTH, 0);
    }

    private void linear(String name, int outputs, int inputs) {
        matrix(name + "/weight", 1.5 / Math.sqrt(inputs), outputs, inputs);
        matrix(name + "/bias", 0.1, outputs);
    }

    private void norm(String block) {
        matrix(block + "/layer_norm/gamma", 0.2, WIDTH);
        matrix(block + "/layer_norm/beta", 0.1, WIDTH);
        float[] gamma = get(block + "/layer_norm/gamma");
        for (int i = 0; i < WIDTH; i++) {
            gamma[i] += 1;
        }
    }

    private void matrix(String name, double deviation, int... shape) {
        int size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (this.random.nextGaussian() * deviation);
        }
        this.weights.put(name, values);
        this.shapes.put(name, shape);
    }

}
