package io.parley.whisper.decoding;

import java.util.Arrays;

/**
 * Goes over many scores in rows of {@value #LANES}, what is sought being kept for each
 * lane, the scores that have the same place in their rows. Loops that only go from array
 * to array are vectorized by the JIT; those that bring an array down to one number are
 * not.
 */
final class ScoreLanes {

    static final int LANES = 512;

    /** Exponentials of less add nothing that a float could hold. */
    private static final float LEAST_EXPONENT = -40;

    /**
     * Exponents are divided by this: two to the power of six, the number of squarings.
     */
    private static final float PARTS = 64;

    private ScoreLanes() {
    }

    /** The highest score in each lane of a range; as many lanes as it needs at most. */
    static float[] highest(float[] scores, int from, int to) {
        float[] highest = new float[Math.min(LANES, to - from)];
        Arrays.fill(highest, Float.NEGATIVE_INFINITY);
        for (int row = from; row < to; row += LANES) {
            raise(highest, scores, row, Math.min(LANES, to - row));
        }
        return highest;
    }

    private static void raise(float[] highest, float[] scores, int row, int count) {
        for (int i = 0; i < count; i++) {
            highest[i] = Math.max(highest[i], scores[row + i]);
        }
    }

    /**
     * The sum of the exponentials of scores less the highest of them, to some millionths.
     * @param highest a finite number
     */
    static double sumOfExponentials(float[] scores, int from, int to, float highest) {
        int lanes = Math.min(LANES, to - from);
        float[] exponents = new float[lanes];
        float[] sums = new float[lanes];
        for (int row = from; row < to; row += LANES) {
            int count = Math.min(LANES, to - row);
            subtract(exponents, scores, row, count, highest);
            limit(exponents, count);
            addExponentials(sums, exponents, count);
        }
        double sum = 0;
        for (float lane : sums) {
            sum += lane;
        }
        return sum;
    }

    private static void subtract(float[] exponents, float[] scores, int row, int count, float highest) {
        for (int i = 0; i < count; i++) {
            exponents[i] = scores[row + i] - highest;
        }
    }

    private static void limit(float[] exponents, int count) {
        for (int i = 0; i < count; i++) {
            exponents[i] = Math.max(exponents[i], LEAST_EXPONENT);
        }
    }

    /** By the power series of a part, squared until it is that of the whole. */
    private static void addExponentials(float[] sums, float[] exponents, int count) {
        for (int i = 0; i < count; i++) {
            float x = exponents[i] / PARTS;
            float power = 1 + x * (1
                    + x * (1 / 2f + x * (1 / 6f + x * (1 / 24f + x * (1 / 120f + x * (1 / 720f + x * (1 / 5_040f)))))));
            power *= power;
            power *= power;
            power *= power;
            power *= power;
            power *= power;
            power *= power;
            sums[i] += power;
        }
    }

}
