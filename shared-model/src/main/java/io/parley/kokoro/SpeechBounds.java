package io.parley.kokoro;

/**
 * Where in a sound somebody speaks: from the first to the last 5 ms whose root mean
 * square is above -50 dBFS.
 *
 * @param start first sample
 * @param end behind the last sample; the start if nobody speaks
 */
record SpeechBounds(int start, int end) {

    /** 5 ms. */
    static final int WINDOW = KokoroModel.SAMPLE_RATE / 200;

    private static final double THRESHOLD = Math.pow(10, -50 / 20.0);

    static SpeechBounds of(float[] samples) {
        int first = 0;
        while (first < samples.length && isSilent(samples, first)) {
            first += WINDOW;
        }
        if (first >= samples.length) {
            return new SpeechBounds(0, 0);
        }
        int last = (samples.length - 1) / WINDOW * WINDOW;
        while (isSilent(samples, last)) {
            last -= WINDOW;
        }
        return new SpeechBounds(first, Math.min(last + WINDOW, samples.length));
    }

    private static boolean isSilent(float[] samples, int from) {
        int end = Math.min(from + WINDOW, samples.length);
        double sum = 0;
        for (int i = from; i < end; i++) {
            sum += samples[i] * samples[i];
        }
        return sum < THRESHOLD * THRESHOLD * (end - from);
    }

    boolean isEmpty() {
        return this.start == this.end;
    }

}
