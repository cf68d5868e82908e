package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

import io.parley.audio.AudioException;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.ShapedWeights;
import io.parley.compile.lfm2audio.FastConformerGraph;
import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.testing.GoldenTensors;
import io.parley.testing.SharedData;
import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clips through the tiny checkpoint's encoder. */
class Lfm2AudioClipTest {

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private Graph graph;

    private AudioEncoder encoder;

    @TempDir
    Path directory;

    @BeforeEach
    void compile() throws IOException {
        Path tiny = SharedData.path("lfm2-audio/tiny");
        Lfm2AudioConfig config = Lfm2AudioConfig.read(tiny);
        Path file = this.directory.resolve("encoder.onnx");
        try (Checkpoint checkpoint = SafetensorsCheckpoint.open(tiny.resolve("model.safetensors"));
                GraphBuilder builder = new GraphBuilder(file, (name, bytes) -> {
                })) {
            new FastConformerGraph(builder, new ShapedWeights(checkpoint), config.encoder(), config.backbone().width(),
                    new Float32Linear())
                .write();
            builder.finish();
        }
        this.graph = this.runtime.load(file);
        this.encoder = new AudioEncoder(this.runtime, this.graph, config);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(this.runtime.liveTensors()).isZero();
        this.graph.close();
    }

    @Test
    void aClipGivesTheReferencesEmbeddings() throws IOException {
        try (GoldenTensors front = GoldenTensors.open("mel.safetensors");
                GoldenTensors golden = GoldenTensors.open("encoder.safetensors")) {
            float[] wave = front.floats("b.wave");
            try (Tensor embeddings = this.encoder.encode(wave, 0, wave.length, Cancellation.never())) {
                float[] values = new float[embeddings.floats().capacity()];
                embeddings.floats().get(0, values);
                golden.assertClose("b.adapted", values);
            }
        }
    }

    @Test
    void clipsOfNoneAndOfEightFramesAreTooShort() {
        for (int length : new int[] { 0, 8 * 160 - 1 }) {
            assertThatExceptionOfType(AudioException.TooShort.class)
                .isThrownBy(() -> this.encoder.encode(new float[length], 0, length, Cancellation.never()))
                .withMessageContaining("80 ms");
        }
        this.encoder.encode(new float[8 * 160], 0, 8 * 160, Cancellation.never()).close();
    }

    @Test
    void twentyMinutesInOnePieceAreTooLong() {
        float[] samples = new float[20 * 60 * 16_000];
        assertThatExceptionOfType(AudioException.TooLong.class)
            .isThrownBy(() -> this.encoder.encode(samples, 0, samples.length, Cancellation.never()))
            .withMessageContaining("120 seconds");
    }

    @Test
    void theLongestClipIsEncoded() {
        float[] samples = new float[AudioEncoder.LONGEST_SECONDS * 16_000];
        try (Tensor embeddings = this.encoder.encode(samples, 0, samples.length, Cancellation.never())) {
            assertThat(embeddings.floats().capacity()).isEqualTo(1_501 * 64);
        }
    }

    @Test
    void aCancelledClipLeavesNothing() {
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        assertThatExceptionOfType(CancellationException.class)
            .isThrownBy(() -> this.encoder.encode(new float[16_000], 0, 16_000, cancelled));
    }

}
