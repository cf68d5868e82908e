package io.parley.compile.llama;

/**
 * How a rotary embedding is stretched over more positions than a model was first trained
 * for.
 */
public sealed interface RotaryScaling {

    /**
     * The frequency of a pair, stretched.
     * @param frequency the plain one, in radians a position
     */
    double scale(double frequency);

    /** Not at all. */
    record None() implements RotaryScaling {

        @Override
        public double scale(double frequency) {
            return frequency;
        }

    }

    /**
     * All frequencies alike.
     *
     * @param factor by which they get lower
     */
    record Linear(double factor) implements RotaryScaling {

        @Override
        public double scale(double frequency) {
            return frequency / this.factor;
        }

    }

    /**
     * Low frequencies by a factor, high ones not at all, with a slope between, as Llama
     * 3.1 does ("The Llama 3 Herd of Models", 2024; the formula as in its published
     * code).
     *
     * @param factor by which low frequencies get lower
     * @param low turns over the original positions up to which a frequency is low
     * @param high turns from which it is high
     * @param original positions of the first training
     */
    record Llama3(double factor, double low, double high, double original) implements RotaryScaling {

        @Override
        public double scale(double frequency) {
            double turns = this.original * frequency / (2 * Math.PI);
            double kept = Math.clamp((turns - this.low) / (this.high - this.low), 0.0, 1.0);
            return (1 - kept) * frequency / this.factor + kept * frequency;
        }

    }

}
