package io.parley.audio;

/**
 * The filters of a resampler between two rates, one for each place that an output sample
 * can have between two input samples: a sinc of six zero crossings a side, cut off at
 * 0.99 of the lower rate's half, under a Hann window. What torchaudio's
 * {@code functional.resample} does by default, with the taps that are zero left out.
 * Thread-safe.
 */
final class SincKernels {

    private static final int ZERO_CROSSINGS = 6;

    private static final double ROLL_OFF = 0.99;

    /** Odd pairs of rates need a filter for every output sample of a second. */
    private static final long MAX_TAPS = 1 << 23;

    private final int from;

    private final int to;

    private final int[] starts;

    private final float[][] weights;

    /**
     * Computes the filters.
     * @param sourceRate in Hz
     * @param targetRate in Hz
     * @throws AudioException.UnsupportedRate if they would take too much memory
     */
    SincKernels(int sourceRate, int targetRate) {
        this.from = filters(targetRate, sourceRate);
        this.to = filters(sourceRate, targetRate);
        double cutoff = ROLL_OFF * Math.min(this.from, this.to);
        double reach = this.from / cutoff * ZERO_CROSSINGS;
        if (2 * (reach + 1) * this.to > MAX_TAPS) {
            throw new AudioException.UnsupportedRate(sourceRate);
        }
        this.starts = new int[this.to];
        this.weights = new float[this.to][];
        for (int phase = 0; phase < this.to; phase++) {
            double centre = (double) phase * this.from / this.to;
            this.starts[phase] = (int) Math.ceil(centre - reach);
            this.weights[phase] = new float[(int) Math.floor(centre + reach) - this.starts[phase] + 1];
            for (int tap = 0; tap < this.weights[phase].length; tap++) {
                double t = cutoff * ((double) (this.starts[phase] + tap) / this.from - (double) phase / this.to);
                this.weights[phase][tap] = (float) (windowedSinc(t) * cutoff / this.from);
            }
        }
    }

    /** How many places an output sample can have between two input samples. */
    static int filters(int sourceRate, int targetRate) {
        return targetRate / greatestCommonDivisor(sourceRate, targetRate);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return (b == 0) ? a : greatestCommonDivisor(b, a % b);
    }

    private static double windowedSinc(double t) {
        if (t == 0) {
            return 1;
        }
        double hann = Math.cos(Math.PI * t / ZERO_CROSSINGS / 2);
        return Math.sin(Math.PI * t) / (Math.PI * t) * hann * hann;
    }

    /** How many samples come of a sound, rounded up. */
    long outputs(long inputs) {
        return Math.ceilDiv(Math.multiplyExact(inputs, (long) this.to), this.from);
    }

    /**
     * The first input sample that an output sample depends on; negative before the sound.
     */
    long firstInput(long output) {
        return Math.floorDiv(output, this.to) * this.from + this.starts[(int) Math.floorMod(output, this.to)];
    }

    /** How many input samples an output sample depends on. */
    int inputs(long output) {
        return this.weights[(int) Math.floorMod(output, this.to)].length;
    }

    /**
     * An output sample.
     * @param samples input samples
     * @param at where the output's first input lies; outside of the bounds is silence
     * @param begin first index that is sound
     * @param end index after the last that is sound
     */
    float apply(long output, float[] samples, int at, int begin, int end) {
        float[] row = this.weights[(int) Math.floorMod(output, this.to)];
        double sum = 0;
        int last = Math.min(row.length, end - at);
        for (int tap = Math.max(0, begin - at); tap < last; tap++) {
            sum += row[tap] * samples[at + tap];
        }
        return (float) sum;
    }

}
