package io.parley.compile.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.parley.audio.PerFeatureLogMel;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.GoldenTensors;
import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.WeightTensor;
import io.parley.weights.WeightsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The encoder and the adapter on the tiny checkpoint, against the reference. */
class Lfm2AudioEncoderTest {

    private static final int BANDS = 128;

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private final Lfm2AudioConfig config = TinyLfm2Audio.config();

    private Checkpoint checkpoint;

    private GoldenTensors golden;

    @TempDir
    Path directory;

    @BeforeEach
    void open() throws IOException {
        this.checkpoint = TinyLfm2Audio.checkpoint();
        this.golden = GoldenTensors.open("encoder.safetensors");
    }

    @AfterEach
    void close() {
        this.golden.close();
        this.checkpoint.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "b" })
    void everyStageIsTheReferences(String clip) throws IOException {
        Map<String, float[]> values = run(this.checkpoint, mel(clip));
        assertThat(this.golden.integers(clip + ".encoded_len")[0])
            .isEqualTo(values.get(FastConformerGraph.EMBEDDINGS).length / this.config.backbone().width());
        this.golden.assertClose(clip + ".pre_encode", values.get(EncoderSession.SUBSAMPLED));
        float[] positions = values.get(EncoderSession.POSITIONS);
        // the last row is for the graph's own use
        this.golden.assertClose(clip + ".pos_emb", Arrays.copyOf(positions, positions.length - width()));
        this.golden.assertClose(clip + ".layer0.self_attn", values.get(EncoderSession.attention(0)));
        this.golden.assertClose(clip + ".layer0.conv", values.get(EncoderSession.convolution(0)));
        this.golden.assertClose(clip + ".layer0", values.get(EncoderSession.layer(0)));
        this.golden.assertClose(clip + ".layer1", values.get(EncoderSession.layer(1)));
        this.golden.assertClose(clip + ".encoded", turned(values.get(EncoderSession.layer(1)), width()));
        this.golden.assertClose(clip + ".adapted", values.get(FastConformerGraph.EMBEDDINGS));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "b" })
    void fromTheSoundOnItIsTheReferences(String clip) throws IOException {
        try (GoldenTensors front = GoldenTensors.open("mel.safetensors")) {
            float[] wave = front.floats(clip + ".wave");
            float[] mel = new PerFeatureLogMel(BANDS).compute(wave, 0, wave.length);
            this.golden.assertClose(clip + ".adapted", run(this.checkpoint, mel).get(FastConformerGraph.EMBEDDINGS));
        }
    }

    @Test
    void oneWeightChangedIsSeenFromItsStageOn() throws IOException {
        String name = "conformer.layers.1.conv.batch_norm.running_mean";
        Map<String, float[]> values = run(EditedCheckpoint.changed(this.checkpoint, name, 3, 0.25f), mel("a"));
        this.golden.assertClose("a.layer0", values.get(EncoderSession.layer(0)));
        assertThatThrownBy(() -> this.golden.assertClose("a.layer1", values.get(EncoderSession.layer(1))))
            .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> this.golden.assertClose("a.adapted", values.get(FastConformerGraph.EMBEDDINGS)))
            .isInstanceOf(AssertionError.class);
    }

    @Test
    void everyTensorCounts() throws IOException {
        float[] mel = mel("a");
        float[] whole = run(this.checkpoint, mel).get(FastConformerGraph.EMBEDDINGS);
        for (String name : encoderTensors()) {
            float[] without = run(EditedCheckpoint.zeroed(this.checkpoint, name), mel)
                .get(FastConformerGraph.EMBEDDINGS);
            // a bias of the keys shifts all scores of a query alike
            if (!name.endsWith("linear_k.bias")) {
                double most = 0;
                for (int i = 0; i < whole.length; i++) {
                    most = Math.max(most, Math.abs(whole[i] - without[i]));
                }
                assertThat(most).as(name).isGreaterThan(1e-3);
            }
        }
    }

    @Test
    void inputIsScaledWhereTheConfigurationSaysSo() throws IOException {
        EncoderConfig plain = this.config.encoder();
        EncoderConfig scaled = new EncoderConfig(plain.melBands(), plain.layers(), plain.width(), plain.heads(),
                plain.feedForwardFactor(), plain.subsamplingChannels(), plain.kernel(), true);
        Checkpoint louder = this.checkpoint;
        for (String name : List.of("conformer.pre_encode.out.weight", "conformer.pre_encode.out.bias")) {
            louder = new EditedCheckpoint(louder, name, Lfm2AudioEncoderTest::eightTimes);
        }
        float[] expected = run(louder, mel("a")).get(FastConformerGraph.EMBEDDINGS);
        try (EncoderSession session = EncoderSession.of(this.runtime, this.directory, this.checkpoint, scaled,
                this.config.backbone().width())) {
            Map<String, float[]> values = session.run(mel("a"));
            this.golden.assertClose("a.pre_encode", values.get(EncoderSession.SUBSAMPLED));
            assertThat(values.get(FastConformerGraph.EMBEDDINGS)).usingComparatorWithPrecision(1e-5f)
                .containsExactly(expected);
        }
    }

    @Test
    void anyLengthGivesAnEmbeddingForEveryEightFrames() throws IOException {
        Random random = new Random(2);
        try (EncoderSession session = session(this.checkpoint)) {
            for (int frames : new int[] { 1, 8, 9, 15, 16, 17, 100, 2_001 }) {
                float[] mel = new float[frames * BANDS];
                for (int i = 0; i < mel.length; i++) {
                    mel[i] = (float) random.nextGaussian();
                }
                float[] embeddings = session.run(mel).get(FastConformerGraph.EMBEDDINGS);
                assertThat(embeddings).hasSize((frames + 7) / 8 * this.config.backbone().width());
                for (float value : embeddings) {
                    assertThat(Float.isFinite(value)).isTrue();
                }
            }
        }
    }

    @Test
    void aMissingTensorIsNamed() {
        for (String name : encoderTensors()) {
            assertRefused(EditedCheckpoint.without(this.checkpoint, name), name, "is not in the checkpoint");
        }
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() {
        for (String name : encoderTensors()) {
            List<Long> longer = new ArrayList<>(this.checkpoint.tensor(name).shape());
            longer.set(0, longer.getFirst() + 1);
            assertRefused(EditedCheckpoint.reshaped(this.checkpoint, name, longer), name, "instead of");
        }
    }

    private void assertRefused(Checkpoint checkpoint, String tensor, String problem) {
        assertThatThrownBy(() -> session(checkpoint).close()).isInstanceOfSatisfying(WeightsException.class, (ex) -> {
            assertThat(ex.tensor()).isEqualTo(tensor);
            assertThat(ex).hasMessageContaining("model.safetensors").hasMessageContaining(problem);
        });
    }

    private List<String> encoderTensors() {
        List<String> names = this.checkpoint.names()
            .stream()
            .filter((name) -> name.startsWith("conformer.") || name.startsWith("audio_adapter."))
            .filter((name) -> !name.endsWith("num_batches_tracked"))
            .toList();
        assertThat(names).hasSize(12 + 2 * 39 + 6);
        return names;
    }

    private Map<String, float[]> run(Checkpoint checkpoint, float[] mel) throws IOException {
        try (EncoderSession session = session(checkpoint)) {
            return session.run(mel);
        }
    }

    private EncoderSession session(Checkpoint checkpoint) throws IOException {
        return EncoderSession.of(this.runtime, this.directory, checkpoint, this.config.encoder(),
                this.config.backbone().width());
    }

    /** In float32, as is exact. */
    private static WeightTensor eightTimes(WeightTensor tensor) {
        float[] values = tensor.toFloats();
        MemorySegment data = MemorySegment.ofArray(new byte[Float.BYTES * values.length]);
        for (int i = 0; i < values.length; i++) {
            data.set(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) Float.BYTES * i, 8 * values[i]);
        }
        return new WeightTensor(tensor.name(), DataType.FLOAT32, tensor.shape(), data);
    }

    private int width() {
        return this.config.encoder().width();
    }

    /** The reference's spectrogram, time first. */
    private static float[] mel(String clip) throws IOException {
        try (GoldenTensors front = GoldenTensors.open("mel.safetensors")) {
            float[] bandByBand = front.floats(clip + ".mel");
            return turned(bandByBand, bandByBand.length / BANDS);
        }
    }

    /** Exchanges rows and columns. */
    private static float[] turned(float[] values, int columns) {
        float[] turned = new float[values.length];
        int rows = values.length / columns;
        for (int i = 0; i < values.length; i++) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return turned;
    }

}
