package io.parley.audio;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What models hear, made of 30 s of sound; and a second of 48 kHz brought to 16 kHz. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FrontEndBenchmark {

    private static final int RATE = 16_000;

    private static final int SECONDS = 30;

    private static final int YAMNET_FRAMES = 100 * SECONDS;

    private final float[] sound = noise(RATE * SECONDS + 400);

    private final Pcm wide = new Pcm(noise(3 * RATE), 3 * RATE);

    private final LogMelSpectrogram whisper = new LogMelSpectrogram(80);

    private final PerFeatureLogMel conformer = new PerFeatureLogMel(128);

    private final MagnitudeLogMel yamnet = new MagnitudeLogMel();

    private final float[] yamnetMel = new float[MagnitudeLogMel.BANDS * YAMNET_FRAMES];

    private final SincResampler resampler = new SincResampler(3 * RATE, RATE);

    @Benchmark
    public float[] whisperFeatures() {
        return this.whisper.compute(this.sound, 0, RATE * SECONDS, 100 * SECONDS);
    }

    @Benchmark
    public float[] conformerFeatures() {
        return this.conformer.compute(this.sound, 0, RATE * SECONDS);
    }

    @Benchmark
    public float[] yamnetFeatures() {
        this.yamnet.compute(this.sound, 0, YAMNET_FRAMES, this.yamnetMel, 0);
        return this.yamnetMel;
    }

    @Benchmark
    public Pcm resampling() {
        return this.resampler.resample(this.wide);
    }

    private static float[] noise(int samples) {
        Random random = new Random(1);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
        }
        return noise;
    }

}
