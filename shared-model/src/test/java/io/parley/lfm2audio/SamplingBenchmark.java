package io.parley.lfm2audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Choosing a token of LFM2-Audio's text, of which there are 65,536. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SamplingBenchmark {

    private final FloatBuffer logits = logits();

    private final TokenSampler greedy = new TokenSampler(Sampling.GREEDY, new SplittableRandom(1));

    private final TokenSampler drawn = new TokenSampler(new Sampling(0.8f, 0), new SplittableRandom(1));

    private final TokenSampler drawnOfFew = new TokenSampler(new Sampling(1, 4), new SplittableRandom(1));

    @Benchmark
    public int likeliest() {
        return this.greedy.choose(this.logits);
    }

    @Benchmark
    public int drawnOfAll() {
        return this.drawn.choose(this.logits);
    }

    @Benchmark
    public int drawnOfTheBestFour() {
        return this.drawnOfFew.choose(this.logits);
    }

    private static FloatBuffer logits() {
        Random random = new Random(1);
        FloatBuffer logits = ByteBuffer.allocateDirect(65_536 * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
        for (int i = 0; i < logits.limit(); i++) {
            logits.put(i, (float) (3 * random.nextGaussian()));
        }
        return logits;
    }

}
