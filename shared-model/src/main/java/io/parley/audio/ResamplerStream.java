package io.parley.audio;

/**
 * Sound on its way from one sample rate to another: takes it in pieces of any size and
 * gives back what is decided, holding no more than the filters reach over. The whole is
 * that of {@link SincResampler#resample(Pcm)}. Not thread-safe.
 */
public final class ResamplerStream {

    private final SincKernels kernels;

    /** Input samples, of which the first is that of number {@code start}. */
    private float[] held = new float[8192];

    private long start;

    private int size;

    private boolean ended;

    /** The number of the next output sample. */
    private long next;

    ResamplerStream(SincKernels kernels) {
        this.kernels = kernels;
    }

    /**
     * Takes more sound.
     * @param samples at the source rate
     */
    public void append(float[] samples, int offset, int length) {
        // what lies before the first input still needed goes
        int passed = Math.clamp(this.kernels.firstInput(this.next) - this.start, 0, this.size);
        this.size -= passed;
        this.start += passed;
        float[] target = (this.size + length > this.held.length) ? new float[2 * (this.size + length)] : this.held;
        System.arraycopy(this.held, passed, target, 0, this.size);
        System.arraycopy(samples, offset, target, this.size, length);
        this.held = target;
        this.size += length;
    }

    /** Says that no more will come. */
    public void end() {
        this.ended = true;
    }

    /**
     * Gives back sound at the target rate.
     * @return how many samples; 0 if more input is needed, or none is left after the end
     */
    public int read(float[] buffer, int offset, int length) {
        int count = 0;
        while (count < length && ready()) {
            int at = (int) (this.kernels.firstInput(this.next) - this.start);
            buffer[offset + count] = this.kernels.apply(this.next, this.held, at, 0, this.size);
            this.next++;
            count++;
        }
        return count;
    }

    /** Whether all input that the next output depends on is there. */
    private boolean ready() {
        long available = this.start + this.size;
        return this.ended ? this.next < this.kernels.outputs(available)
                : this.kernels.firstInput(this.next) + this.kernels.inputs(this.next) <= available;
    }

}
