package io.parley.audio;

/**
 * Discrete Fourier transform of a length whose only prime factors are 2 (an even number
 * of times) and 5, by Stockham's self-sorting algorithm with radices 4 and 5.
 * Thread-safe.
 */
final class ComplexFft {

    private static final double COS_72 = Math.cos(2 * Math.PI / 5);

    private static final double COS_144 = Math.cos(4 * Math.PI / 5);

    private static final double SIN_72 = Math.sin(2 * Math.PI / 5);

    private static final double SIN_144 = Math.sin(4 * Math.PI / 5);

    private final int size;

    /** Real and imaginary parts of exp(-2 pi i k / size), in turn. */
    private final double[] roots;

    ComplexFft(int size) {
        int rest = size;
        while (rest % 5 == 0) {
            rest /= 5;
        }
        while (rest % 4 == 0) {
            rest /= 4;
        }
        if (rest != 1) {
            throw new IllegalArgumentException("not a product of 4s and 5s: " + size);
        }
        this.size = size;
        this.roots = new double[2 * size];
        for (int k = 0; k < size; k++) {
            this.roots[2 * k] = Math.cos(2 * Math.PI * k / size);
            this.roots[2 * k + 1] = -Math.sin(2 * Math.PI * k / size);
        }
    }

    /**
     * Transforms in place.
     * @param data real and imaginary parts in turn
     * @param scratch of the same length
     */
    void transform(double[] data, double[] scratch) {
        double[] from = data;
        double[] to = scratch;
        int stride = 1;
        int length = this.size;
        while (length > 1) {
            if (length % 5 == 0) {
                radix5(from, to, length, stride);
                length /= 5;
                stride *= 5;
            }
            else {
                radix4(from, to, length, stride);
                length /= 4;
                stride *= 4;
            }
            double[] swap = from;
            from = to;
            to = swap;
        }
        if (from != data) {
            System.arraycopy(from, 0, data, 0, 2 * this.size);
        }
    }

    private void radix4(double[] x, double[] y, int length, int stride) {
        int quarter = length / 4;
        int step = 2 * stride * quarter;
        for (int p = 0; p < quarter; p++) {
            int w = 2 * p * stride;
            for (int q = 0; q < 2 * stride; q += 2) {
                int i = 2 * stride * p + q;
                double ar = x[i];
                double ai = x[i + 1];
                double br = x[i + step];
                double bi = x[i + step + 1];
                double cr = x[i + 2 * step];
                double ci = x[i + 2 * step + 1];
                double dr = x[i + 3 * step];
                double di = x[i + 3 * step + 1];
                double acr = ar + cr;
                double aci = ai + ci;
                double amcr = ar - cr;
                double amci = ai - ci;
                double bdr = br + dr;
                double bdi = bi + di;
                double bmdr = br - dr;
                double bmdi = bi - di;
                int o = 2 * stride * 4 * p + q;
                y[o] = acr + bdr;
                y[o + 1] = aci + bdi;
                put(y, o + 2 * stride, amcr + bmdi, amci - bmdr, w);
                put(y, o + 4 * stride, acr - bdr, aci - bdi, 2 * w);
                put(y, o + 6 * stride, amcr - bmdi, amci + bmdr, 3 * w);
            }
        }
    }

    private void radix5(double[] x, double[] y, int length, int stride) {
        int fifth = length / 5;
        int step = 2 * stride * fifth;
        for (int p = 0; p < fifth; p++) {
            int w = 2 * p * stride;
            for (int q = 0; q < 2 * stride; q += 2) {
                int i = 2 * stride * p + q;
                double ar = x[i];
                double ai = x[i + 1];
                double ber = x[i + step] + x[i + 4 * step];
                double bei = x[i + step + 1] + x[i + 4 * step + 1];
                double bmer = x[i + step] - x[i + 4 * step];
                double bmei = x[i + step + 1] - x[i + 4 * step + 1];
                double cdr = x[i + 2 * step] + x[i + 3 * step];
                double cdi = x[i + 2 * step + 1] + x[i + 3 * step + 1];
                double cmdr = x[i + 2 * step] - x[i + 3 * step];
                double cmdi = x[i + 2 * step + 1] - x[i + 3 * step + 1];
                double m1r = ar + COS_72 * ber + COS_144 * cdr;
                double m1i = ai + COS_72 * bei + COS_144 * cdi;
                double m2r = ar + COS_144 * ber + COS_72 * cdr;
                double m2i = ai + COS_144 * bei + COS_72 * cdi;
                double s1r = SIN_72 * bmer + SIN_144 * cmdr;
                double s1i = SIN_72 * bmei + SIN_144 * cmdi;
                double s2r = SIN_144 * bmer - SIN_72 * cmdr;
                double s2i = SIN_144 * bmei - SIN_72 * cmdi;
                int o = 2 * stride * 5 * p + q;
                y[o] = ar + ber + cdr;
                y[o + 1] = ai + bei + cdi;
                put(y, o + 2 * stride, m1r + s1i, m1i - s1r, w);
                put(y, o + 4 * stride, m2r + s2i, m2i - s2r, 2 * w);
                put(y, o + 6 * stride, m2r - s2i, m2i + s2r, 3 * w);
                put(y, o + 8 * stride, m1r - s1i, m1i + s1r, 4 * w);
            }
        }
    }

    /** Multiplies a number by a root and puts it where it belongs. */
    private void put(double[] y, int at, double re, double im, int root) {
        double wr = this.roots[root];
        double wi = this.roots[root + 1];
        y[at] = re * wr - im * wi;
        y[at + 1] = re * wi + im * wr;
    }

}
