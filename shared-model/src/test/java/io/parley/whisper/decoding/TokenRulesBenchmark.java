package io.parley.whisper.decoding;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a beam of Whisper's search costs a step where the graph does not find the best:
 * after the prompt, and in texts with times; 51,865 scores.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenRulesBenchmark {

    private static final int WORD = 1_000;

    private final TimestampRules rules = new TimestampRules(TimestampRulesTest.vocabulary());

    private final int zero = TimestampRulesTest.vocabulary().firstTime();

    private final float[] model = scores();

    private final float[] values = this.model.clone();

    /** What each of the others begins with. */
    @Benchmark
    public float[] copying() {
        System.arraycopy(this.model, 0, this.values, 0, this.values.length);
        return this.values;
    }

    @Benchmark
    public float[] timestampRules() {
        TokenScores scores = new TokenScores(copying());
        this.rules.apply(scores, new int[] { this.zero, WORD });
        return scores.values();
    }

    @Benchmark
    public int[] bestOfABeam() {
        return new TokenScores(copying()).best(6);
    }

    @Benchmark
    public double logarithmOfTheSum() {
        TokenScores scores = new TokenScores(copying());
        return scores.logSumExp(0, scores.count());
    }

    private static float[] scores() {
        Random random = new Random(1);
        float[] scores = new float[TimestampRulesTest.vocabulary().size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (3 * random.nextGaussian());
        }
        scores[WORD] = 20;
        return scores;
    }

}
