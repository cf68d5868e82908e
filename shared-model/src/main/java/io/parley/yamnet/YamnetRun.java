package io.parley.yamnet;

import java.nio.ByteBuffer;

import io.parley.audio.MagnitudeLogMel;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.pool.Tensor;

/**
 * Runs of the graph on one patch: input {@code audio}, uint8 [1, 1, 96, 64], which is
 * log-mel; output {@code class_scores}, uint8 [1, 521], which is logits. Both stand for
 * real numbers: scale (q - zero point), with the scales of the graph's own quantization.
 * Not thread-safe.
 */
final class YamnetRun implements AutoCloseable {

    private static final double INPUT_SCALE = 0.04793788492679596;

    private static final int INPUT_ZERO_POINT = 144;

    private static final double OUTPUT_SCALE = 0.7565417289733887;

    private static final int OUTPUT_ZERO_POINT = 190;

    private static final int LEVELS = 256;

    private final ModelParts parts = new ModelParts();

    private final Tensor input;

    private final Tensor output;

    private final Binding binding;

    /** What each logit stands for as a probability. */
    private final double[] probabilities = new double[LEVELS];

    YamnetRun(InferenceRuntime runtime, Graph graph, int labels) {
        this.input = this.parts.add(runtime.unsignedBytes(1, 1, YamnetPatches.FRAMES, MagnitudeLogMel.BANDS));
        this.output = this.parts.add(runtime.unsignedBytes(1, labels));
        this.binding = this.parts.add(graph.bind().input("audio", this.input).output("class_scores", this.output));
        for (int level = 0; level < LEVELS; level++) {
            this.probabilities[level] = 1 / (1 + Math.exp(-OUTPUT_SCALE * (level - OUTPUT_ZERO_POINT)));
        }
    }

    /**
     * Hears a patch.
     * @param mel [96, 64], frame by frame
     * @param scores receives each label's probability
     */
    void run(float[] mel, double[] scores, Cancellation cancellation) {
        ByteBuffer quantized = this.input.unsignedBytes();
        for (int i = 0; i < mel.length; i++) {
            long level = Math.round(mel[i] / INPUT_SCALE) + INPUT_ZERO_POINT;
            quantized.put(i, (byte) Math.clamp(level, 0, LEVELS - 1));
        }
        this.binding.run(cancellation);
        ByteBuffer logits = this.output.unsignedBytes();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = this.probabilities[Byte.toUnsignedInt(logits.get(i))];
        }
    }

    @Override
    public void close() {
        this.parts.close();
    }

}
