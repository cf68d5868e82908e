package io.parley.kokoro;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.parley.audio.Pcm;
import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.kokoro.KokoroCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.SynthesisOptions;
import io.parley.testing.TestModels;
import io.parley.text.phonemes.ChunkLimits;

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

    @Override
    public void close() {
        this.pool.close();
        this.runtime.close();
    }

}
