package io.parley.compile.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.concurrent.Cancellation;
import io.parley.testing.OnnxEnvironment;
import io.parley.weights.WeightsException;

/** The aligner's graph of a small random model against a plain forward pass. */
class WhisperAlignerTest {

    private static final int[] TOKENS = { 3, 14, 15, 92, 65, 35, 8, 9, 79, 32 };

    private static final int FRAMES = 13;

    private static final String SHA256 = "0".repeat(64);

    private final TinyWhisper model = new TinyWhisper(1);

    @TempDir
    private Path directory;

    private WhisperCompiler compiler;

    @BeforeEach
    void write() throws Exception {
        this.model.write(this.directory);
        this.compiler = new WhisperCompiler(new GraphStore(this.directory));
    }

    @Test
    void theAttentionOfEachHeadIsThatOfAPlainForwardPass() throws Exception {
        List<AlignmentHead> heads = List.of(new AlignmentHead(0, 1), new AlignmentHead(1, 1), new AlignmentHead(1, 0));
        assertAttention(compile(heads), heads);
    }

    @Test
    void inInt8TheAttentionOfEachHeadIsNearThatOfAPlainForwardPass() throws Exception {
        List<AlignmentHead> heads = List.of(new AlignmentHead(0, 1), new AlignmentHead(1, 0));
        assertAttention(compile(heads, Precision.INT8), heads, Precision.INT8, 0.1);
    }

    @Test
    void layersAfterTheLastHeadAreLeftOut() throws Exception {
        List<AlignmentHead> heads = List.of(new AlignmentHead(0, 0));
        WhisperAligner aligner = compile(heads);
        assertThat(aligner.cross()).extracting(CrossTensor::name).containsExactly("cross_k_0");
        assertAttention(aligner, heads);
        assertThat(aligner.bytes()).isLessThan(compile(List.of(new AlignmentHead(1, 0))).bytes());
    }

    @Test
    void withoutKnownHeadsThoseOfTheUpperHalfAreUsed() throws Exception {
        WhisperAligner aligner = compile(List.of());
        assertThat(aligner.heads()).containsExactly(new AlignmentHead(1, 0), new AlignmentHead(1, 1));
        assertAttention(aligner, aligner.heads());
    }

    @Test
    void aHeadThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> compile(List.of(new AlignmentHead(1, 2)))).isInstanceOf(WeightsException.class)
            .hasMessageContaining("no head 2 in decoder layer 1");
    }

    private WhisperAligner compile(List<AlignmentHead> heads) {
        return compile(heads, Precision.FP32);
    }

    private WhisperAligner compile(List<AlignmentHead> heads, Precision precision) {
        return this.compiler.compileAligner(this.directory, SHA256, precision, heads, (graph, bytes) -> {
        }, Cancellation.never());
    }

    private void assertAttention(WhisperAligner aligner, List<AlignmentHead> heads) throws Exception {
        assertAttention(aligner, heads, Precision.FP32, 1e-5);
    }

    private void assertAttention(WhisperAligner aligner, List<AlignmentHead> heads, Precision precision,
            double tolerance) throws Exception {
        WhisperGraphs graphs = this.compiler.compile(this.directory, SHA256, precision, (graph, bytes) -> {
        }, Cancellation.never());
        double[][] mel = mel();
        PlainWhisper plain = new PlainWhisper(this.model);
        double[][] heard = plain.encode(mel);
        OrtEnvironment environment = OnnxEnvironment.get();
        long[] ids = Arrays.stream(TOKENS).asLongStream().toArray();
        try (WhisperSession session = new WhisperSession(graphs);
                OrtSession.Result cross = session.encode(flat(mel));
                OrtSession graph = environment.createSession(aligner.graph().toString());
                OnnxTensor tokens = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids),
                        new long[] { 1, ids.length });
                OnnxTensor frames = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] { FRAMES }),
                        new long[] { 1 })) {
            Map<String, OnnxTensor> inputs = new HashMap<>(Map.of("tokens", tokens, "frames", frames));
            cross.forEach((entry) -> inputs.put(entry.getKey(), (OnnxTensor) entry.getValue()));
            inputs.keySet().retainAll(graph.getInputNames());
            try (OrtSession.Result result = graph.run(inputs)) {
                float[][][] attention = ((float[][][][]) result.get("attention").orElseThrow().getValue())[0];
                assertThat(attention).hasDimensions(heads.size(), TOKENS.length);
                for (int h = 0; h < heads.size(); h++) {
                    assertClose(attention[h],
                            plain.crossAttention(heard, FRAMES, heads.get(h).layer(), heads.get(h).head(), TOKENS),
                            tolerance);
                }
            }
        }
    }

    private static void assertClose(float[][] actual, double[][] expected, double tolerance) {
        for (int t = 0; t < expected.length; t++) {
            List<Double> row = new ArrayList<>();
            for (float value : actual[t]) {
                row.add((double) value);
            }
            assertThat(row).hasSize(expected[t].length);
            for (int s = 0; s < expected[t].length; s++) {
                assertThat(row.get(s)).isCloseTo(expected[t][s], within(tolerance));
            }
        }
    }

    private static double[][] mel() {
        Random random = new Random(7);
        double[][] mel = new double[TinyWhisper.MELS][40];
        for (double[] band : mel) {
            Arrays.setAll(band, (i) -> (float) random.nextGaussian());
        }
        return mel;
    }

    private static float[] flat(double[][] mel) {
        float[] flat = new float[mel.length * mel[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) mel[i / mel[0].length][i % mel[0].length];
        }
        return flat;
    }

}
