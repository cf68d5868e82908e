package io.parley.lfm2audio;

/**
 * How long the steps of a generation take, in nanoseconds; 0 for what was not measured
 * yet. Each estimate follows a slower step at once and a faster one by a quarter, because
 * sound that is promised too early is heard as a gap.
 *
 * @param text until the next text token
 * @param frame until the next audio frame, which is not decoded yet
 * @param decoding of one frame
 */
record GenerationPace(long text, long frame, long decoding) {

    static final GenerationPace UNKNOWN = new GenerationPace(0, 0, 0);

    private static final int MEMORY = 4;

    /** With one more text token measured. */
    GenerationPace withText(long nanos) {
        return new GenerationPace(next(this.text, nanos), this.frame, this.decoding);
    }

    /** With one more audio frame measured. */
    GenerationPace withFrame(long nanos) {
        return new GenerationPace(this.text, next(this.frame, nanos), this.decoding);
    }

    /** With the decoding of some frames measured. */
    GenerationPace withDecoding(long nanos, int frames) {
        return new GenerationPace(this.text, this.frame, next(this.decoding, nanos / frames));
    }

    private static long next(long estimate, long measured) {
        return (measured >= estimate) ? measured : estimate + (measured - estimate) / MEMORY;
    }

}
