package io.parley.compile.kokoro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.GraphValue;
import io.parley.compile.graph.PublishedGraph;
import io.parley.compile.graph.RewrittenGraph;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.OutputValue;
import io.parley.pool.Tensor;
import io.parley.testing.TestModels;
import io.parley.weights.DataType;

/** The published vocoder, node by node, is the measure. */
class VocoderGraphTest {

    /** "Hello world, this is a test." */
    private static final long[] SYMBOLS = { 0, 50, 83, 54, 156, 57, 135, 16, 65, 156, 87, 158, 54, 46, 3, 16, 81, 102,
            61, 16, 102, 68, 16, 70, 16, 62, 156, 86, 61, 62, 4, 0 };

    private static final int STYLE_SIZE = 256;

    @AutoClose
    private final InferenceRuntime runtime = new InferenceRuntime(2);

    @TempDir
    Path directory;

    @Test
    void itsSoundIsThePublishedOnes() throws Exception {
        Path model = TestModels.store()
            .pull(Catalog.builtIn().entry("kokoro-82m"), PullListener.none(), Cancellation.never());
        Path graph = model.resolve("kokoro-v1.0.int8.onnx");
        KokoroGraphs compiled = new KokoroCompiler(new GraphStore(this.directory)).compile(graph, "0".repeat(64),
                Cancellation.never());
        try (Tensor style = style(model);
                Tensor tokens = this.runtime.longs(1, SYMBOLS.length);
                Tensor speed = this.runtime.floats(1);
                Graph prosody = this.runtime.load(compiled.prosody())) {
            tokens.longs().put(0, SYMBOLS);
            speed.floats().put(0, 1);
            Map<String, OutputValue> spoken = prosody.run(Map.of("tokens", tokens, "style", style, "speed", speed),
                    Set.of(KokoroGraphs.FEATURES, KokoroGraphs.PITCH, KokoroGraphs.ENERGY), Cancellation.never());
            Map<String, float[]> inputs = new HashMap<>();
            spoken.forEach((name, value) -> inputs.put(name, floats(value)));

            assertSame(run(compiled.vocoder(), inputs, style), run(published(graph), inputs, style));
        }
    }

    private Tensor style(Path model) throws Exception {
        Tensor style = this.runtime.floats(1, STYLE_SIZE);
        FloatBuffer voice = ByteBuffer.wrap(Files.readAllBytes(model.resolve("voices/af_heart.bin")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
        style.floats().put(0, voice, (SYMBOLS.length - 2) * STYLE_SIZE, STYLE_SIZE);
        return style;
    }

    /** Both are rounded to 8 bits in each layer, but by ranges that differ a little. */
    private static void assertSame(float[] audio, float[] expected) {
        assertThat(audio).hasSizeGreaterThan(24_000).hasSameSizeAs(expected);
        double signal = 0;
        double error = 0;
        for (int i = 0; i < audio.length; i++) {
            signal += expected[i] * expected[i];
            error += (audio[i] - expected[i]) * (audio[i] - expected[i]);
        }
        assertThat(10 * Math.log10(signal / error)).isGreaterThan(15);
    }

    private Path published(Path model) throws Exception {
        Path file = this.directory.resolve("published.onnx");
        try (GraphBuilder graph = new GraphBuilder(file, (_, _) -> {
        })) {
            RewrittenGraph all = new RewrittenGraph(PublishedGraph.read(model), graph);
            all.input(value(KokoroGraphs.FEATURES, Axis.of(1), Axis.of(512), Axis.named("frames")));
            all.input(value(KokoroGraphs.PITCH, Axis.of(1), Axis.of(1), Axis.named("half_frames")));
            all.input(value(KokoroGraphs.ENERGY, Axis.of(1), Axis.of(1), Axis.named("half_frames")));
            all.input(value("style", Axis.of(1), Axis.of(256)));
            graph.output(all.value("audio"), DataType.FLOAT32, Axis.named("samples"));
            graph.finish();
        }
        return file;
    }

    private static GraphValue value(String name, Axis... axes) {
        return new GraphValue(name, DataType.FLOAT32, List.of(axes));
    }

    private static float[] floats(OutputValue value) {
        FloatBuffer values = value.floats();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }

    private float[] run(Path file, Map<String, float[]> inputs, Tensor style) {
        float[] pitches = Objects.requireNonNull(inputs.get(KokoroGraphs.PITCH));
        int frames = pitches.length / 2;
        try (Graph graph = this.runtime.load(file);
                Tensor features = this.runtime.floats(1, 512, frames);
                Tensor pitch = this.runtime.floats(1, 1, 2L * frames);
                Tensor energy = this.runtime.floats(1, 1, 2L * frames)) {
            features.floats().put(0, Objects.requireNonNull(inputs.get(KokoroGraphs.FEATURES)));
            pitch.floats().put(0, pitches);
            energy.floats().put(0, Objects.requireNonNull(inputs.get(KokoroGraphs.ENERGY)));
            return floats(
                    Objects.requireNonNull(graph
                        .run(Map.of(KokoroGraphs.FEATURES, features, KokoroGraphs.PITCH, pitch, KokoroGraphs.ENERGY,
                                energy, "style", style), Set.of("audio"), Cancellation.never())
                        .get("audio")));
        }
    }

}
