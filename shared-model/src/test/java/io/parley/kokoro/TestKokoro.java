package io.parley.kokoro;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.parley.audio.Pcm;
import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.kokoro.KokoroCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.GraphOptions;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.pool.Tensor;
import io.parley.speech.SynthesisOptions;
import io.parley.testing.TestModels;
import io.parley.text.Accent;
import io.parley.text.phonemes.ChunkLimits;
import io.parley.text.phonemes.KokoroVocabulary;
import io.parley.text.phonemes.Phonemizers;

/** The real model in a pool of its own. */
final class TestKokoro implements AutoCloseable {

    final InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    final ModelPool pool = new ModelPool(this.runtime,
            new PoolSettings(3L << 30, 1, 4, Duration.ZERO, Duration.ofSeconds(60)), this.meters);

    final KokoroSynthesizer synthesizer = synthesizer(ChunkLimits.defaults());

    /** One that says a text in pieces of other lengths, with the same model. */
    KokoroSynthesizer synthesizer(ChunkLimits limits) {
        Catalog catalog = Catalog.builtIn();
        return new KokoroSynthesizer(
                catalog.entry("kokoro-82m"), new KokoroLoader(TestModels.store(), catalog.entry("misaki-en"),
                        PullListener.none(), new KokoroCompiler(new GraphStore(TestModels.store().root()))),
                this.pool, limits, this.meters);
    }

    /** The pieces of a text as they come. */
    List<float[]> pieces(KokoroSynthesizer synthesizer, String text, SynthesisOptions options) {
        List<float[]> pieces = new ArrayList<>();
        synthesizer.synthesize(text, options, (sound) -> pieces.add(sound.samples()), Cancellation.never());
        return pieces;
    }

    Pcm speak(String text, SynthesisOptions options) {
        return joined(pieces(this.synthesizer, text, options));
    }

    static Pcm joined(List<float[]> pieces) {
        float[] samples = new float[pieces.stream().mapToInt((piece) -> piece.length).sum()];
        int length = 0;
        for (float[] piece : pieces) {
            System.arraycopy(piece, 0, samples, length, piece.length);
            length += piece.length;
        }
        return new Pcm(samples, KokoroModel.SAMPLE_RATE);
    }

    /** The published graph's own sound of a text, all of it in one run. */
    float[] published(String text, String voice) {
        Path directory = TestModels.store().root().resolve("models/kokoro-82m");
        Accent accent = new KokoroVoices(Catalog.builtIn().entry("kokoro-82m")).named(voice).accent();
        int[] ids = KokoroVocabulary.encode(new Phonemizers(TestModels::misaki).of(accent).phonemes(text));
        try (Graph graph = this.runtime.load(directory.resolve("kokoro-v1.0.int8.onnx"), GraphOptions.ALL_THREADS);
                Tensor tokens = this.runtime.longs(1, ids.length + 2L);
                Tensor style = this.runtime.floats(1, StyleTable.SIZE);
                Tensor speed = this.runtime.floats(1)) {
            for (int i = 0; i < ids.length; i++) {
                tokens.longs().put(i + 1, ids[i]);
            }
            StyleTable.read(directory.resolve(KokoroVoices.file(voice))).row(ids.length, style.floats());
            speed.floats().put(0, 1);
            FloatBuffer audio = Objects
                .requireNonNull(
                        graph
                            .run(Map.of("tokens", tokens, "style", style, "speed", speed), Set.of("audio"),
                                    Cancellation.never())
                            .get("audio"))
                .floats();
            float[] samples = new float[audio.remaining()];
            audio.get(samples);
            return samples;
        }
    }

    @Override
    public void close() {
        this.pool.close();
        this.runtime.close();
    }

}
