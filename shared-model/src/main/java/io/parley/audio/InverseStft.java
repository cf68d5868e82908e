package io.parley.audio;

import java.util.Arrays;

/**
 * Turns columns of a short-time spectrum back into sound, as they come: inverse real
 * transform of each, times a periodic Hann window, added up where they overlap, divided
 * by the sum of the squared windows ("same" padding: of n columns come n times hop
 * samples, half of what the columns reach beyond that lost at either end). Not
 * thread-safe.
 */
public final class InverseStft {

    private final int size;

    private final int hop;

    private final int trim;

    private final ComplexFft fft;

    private final double[] window;

    private final double[] sum;

    private final double[] weight;

    private final double[] data;

    private final double[] scratch;

    /** Columns so far; the sums begin at sample {@code columns * hop}. */
    private long columns;

    /**
     * Begins a stream.
     * @param size samples a column, even, a product of 4s and 5s
     * @param hop samples from one column to the next, at most half of the size; half of
     * their difference must be whole
     */
    public InverseStft(int size, int hop) {
        if (hop < 1 || 2 * hop > size || (size - hop) % 2 != 0) {
            throw new IllegalArgumentException("columns of " + size + " samples every " + hop);
        }
        this.size = size;
        this.hop = hop;
        this.trim = (size - hop) / 2;
        this.fft = new ComplexFft(size);
        this.window = new double[size];
        for (int i = 0; i < size; i++) {
            this.window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size);
        }
        this.sum = new double[size];
        this.weight = new double[size];
        this.data = new double[2 * size];
        this.scratch = new double[2 * size];
    }

    /**
     * Adds columns.
     * @param real [columns, size / 2 + 1], row-major
     * @param imaginary the same; those of the first and the last bin do not matter
     * @return the samples that no later column changes: {@code hop} a column, less half
     * of {@code size - hop} held back
     */
    public float[] append(double[] real, double[] imaginary) {
        int bins = this.size / 2 + 1;
        if (real.length % bins != 0 || real.length != imaginary.length) {
            throw new IllegalArgumentException(real.length + " and " + imaginary.length + " values");
        }
        int count = real.length / bins;
        float[] samples = new float[count * this.hop];
        int length = 0;
        // two columns a transform: the sounds are real, so one goes as the imaginary part
        for (int column = 0; column < count; column += 2) {
            boolean pair = column + 1 < count;
            transform(real, imaginary, column * bins, pair ? (column + 1) * bins : -1);
            length += add(0, 1, samples, length);
            if (pair) {
                length += add(1, -1, samples, length);
            }
        }
        return Arrays.copyOf(samples, length);
    }

    /**
     * Ends the stream and begins another.
     * @return what was held back
     */
    public float[] flush() {
        float[] samples = new float[this.trim];
        int length = (this.columns > 0) ? take(this.trim, samples, 0) : 0;
        reset();
        return Arrays.copyOf(samples, length);
    }

    /** Drops the stream and begins another. */
    public void reset() {
        Arrays.fill(this.sum, 0);
        Arrays.fill(this.weight, 0);
        this.columns = 0;
    }

    // the inverse transform is the conjugate of the transform of the conjugate
    private void transform(double[] real, double[] imaginary, int first, int second) {
        for (int bin = 0; bin <= this.size / 2; bin++) {
            boolean edge = bin == 0 || bin == this.size / 2;
            double ar = real[first + bin];
            double ai = edge ? 0 : imaginary[first + bin];
            double br = (second >= 0) ? real[second + bin] : 0;
            double bi = (edge || second < 0) ? 0 : imaginary[second + bin];
            this.data[2 * bin] = ar - bi;
            this.data[2 * bin + 1] = -ai - br;
            if (!edge) {
                this.data[2 * (this.size - bin)] = ar + bi;
                this.data[2 * (this.size - bin) + 1] = ai - br;
            }
        }
        this.fft.transform(this.data, this.scratch);
    }

    private int add(int part, int sign, float[] samples, int offset) {
        double scale = (double) sign / this.size;
        for (int i = 0; i < this.size; i++) {
            this.sum[i] += scale * this.data[2 * i + part] * this.window[i];
            this.weight[i] += this.window[i] * this.window[i];
        }
        int taken = take(this.hop, samples, offset);
        int kept = this.size - this.hop;
        System.arraycopy(this.sum, this.hop, this.sum, 0, kept);
        System.arraycopy(this.weight, this.hop, this.weight, 0, kept);
        Arrays.fill(this.sum, kept, this.size, 0);
        Arrays.fill(this.weight, kept, this.size, 0);
        this.columns++;
        return taken;
    }

    /** Writes the first of the sums but those before the stream's beginning. */
    private int take(int count, float[] samples, int offset) {
        int skipped = (int) Math.clamp(this.trim - this.columns * this.hop, 0, count);
        for (int i = skipped; i < count; i++) {
            samples[offset + i - skipped] = (float) (this.sum[i] / this.weight[i]);
        }
        return count - skipped;
    }

}
