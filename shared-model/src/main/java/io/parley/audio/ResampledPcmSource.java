package io.parley.audio;

/**
 * Resamples what another source brings, holding no more of it than the filters reach
 * over.
 */
final class ResampledPcmSource implements PcmSource {

    private static final int CHUNK = 4096;

    private final PcmSource source;

    private final int sampleRate;

    private final SincKernels kernels;

    /** Input samples, of which the first is that of number {@code start}. */
    private float[] held = new float[2 * CHUNK];

    private long start;

    private int size;

    private boolean ended;

    /** The number of the next output sample. */
    private long next;

    ResampledPcmSource(PcmSource source, int sampleRate, SincKernels kernels) {
        this.source = source;
        this.sampleRate = sampleRate;
        this.kernels = kernels;
    }

    @Override
    public int sampleRate() {
        return this.sampleRate;
    }

    @Override
    public int read(float[] buffer, int offset, int length) {
        while (!ready()) {
            if (this.ended) {
                return -1;
            }
            fill();
        }
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

    private void fill() {
        // what lies before the first input still needed goes
        int passed = Math.clamp(this.kernels.firstInput(this.next) - this.start, 0, this.size);
        this.size -= passed;
        this.start += passed;
        if (this.size + CHUNK > this.held.length) {
            float[] larger = new float[this.size + 2 * CHUNK];
            System.arraycopy(this.held, passed, larger, 0, this.size);
            this.held = larger;
        }
        else {
            System.arraycopy(this.held, passed, this.held, 0, this.size);
        }
        int count = this.source.read(this.held, this.size, CHUNK);
        this.ended = count < 0;
        this.size += Math.max(0, count);
    }

    @Override
    public void close() {
        this.source.close();
    }

}
