package io.parley.silero;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.parley.audio.AudioLimits;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;
import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.testing.SharedData;
import io.parley.testing.TestModels;

/** The real model in a pool of its own, and real sound to hear. */
final class TestSilero implements AutoCloseable {

    static final int RATE = 16_000;

    private static final AudioLimits WIDE = new AudioLimits(1 << 28, Duration.ofHours(2));

    private final ProcessAudioDecoder decoder = ProcessAudioDecoder
        .start(DecoderSettings.defaults(Path.of("target/natives")));

    final InferenceRuntime runtime = new InferenceRuntime(1);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    final ModelPool pool = new ModelPool(this.runtime,
            new PoolSettings(1L << 30, 1, 1, Duration.ZERO, Duration.ofSeconds(5)), this.meters);

    final SileroVoiceActivityDetector detector = new SileroVoiceActivityDetector(Catalog.builtIn().entry("silero-vad"),
            new SileroLoader(TestModels.store(), PullListener.none(), TestModels.sileroCompiler()), this.pool,
            this.meters);

    static PcmSource source(float[] samples) {
        return PcmSource.of(new Pcm(samples, RATE));
    }

    /** A file of the shared data at 16,000 Hz. */
    float[] sound(String file) {
        return sound(file, RATE);
    }

    float[] sound(String file, int rate) {
        try (InputStream encoded = Files.newInputStream(SharedData.path(file));
                PcmSource source = this.decoder.decode(encoded, rate, WIDE)) {
            float[] samples = new float[1 << 21];
            int length = 0;
            for (int count = source.read(samples, 0, samples.length); count >= 0; count = source.read(samples, length,
                    samples.length - length)) {
                length += count;
            }
            return Arrays.copyOf(samples, length);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.pool.close();
        this.runtime.close();
        this.decoder.close();
    }

}
