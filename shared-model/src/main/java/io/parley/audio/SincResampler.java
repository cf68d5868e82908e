package io.parley.audio;

/**
 * Converts sound from one sample rate to another exactly as torchaudio's
 * {@code functional.resample} does by default, which models trained with it hear the
 * difference of. Thread-safe, and worth keeping for a pair of rates.
 */
public final class SincResampler {

    private final int sourceRate;

    private final int targetRate;

    private final SincKernels kernels;

    /**
     * Makes a resampler.
     * @param sourceRate in Hz
     * @param targetRate in Hz
     * @throws AudioException.UnsupportedRate if the rates have so little in common that
     * the filters would take too much memory
     */
    public SincResampler(int sourceRate, int targetRate) {
        this.sourceRate = sourceRate;
        this.targetRate = targetRate;
        this.kernels = new SincKernels(sourceRate, targetRate);
    }

    /**
     * Sound at the target rate, {@code ceil(samples * target / source)} samples of it.
     * @param sound at the source rate
     */
    public Pcm resample(Pcm sound) {
        check(sound.sampleRate());
        if (this.sourceRate == this.targetRate) {
            return sound;
        }
        float[] samples = sound.samples();
        float[] resampled = new float[Math.toIntExact(this.kernels.outputs(samples.length))];
        for (int i = 0; i < resampled.length; i++) {
            int first = Math.toIntExact(this.kernels.firstInput(i));
            resampled[i] = this.kernels.apply(i, samples, first, 0, samples.length);
        }
        return new Pcm(resampled, this.targetRate);
    }

    /**
     * The same as it is read, at bounded memory; some milliseconds behind the source.
     * @param sound at the source rate; closed with the result
     */
    public PcmSource resample(PcmSource sound) {
        check(sound.sampleRate());
        return (this.sourceRate == this.targetRate) ? sound : new ResampledPcmSource(sound, this.targetRate, stream());
    }

    /** The same for sound that somebody else brings in pieces. */
    public ResamplerStream stream() {
        return new ResamplerStream(this.kernels);
    }

    /**
     * How many filters a resampler computes when it is made: 160 from 44,100 to 16,000
     * Hz, a handful between multiples, as many as the target rate in the worst case.
     */
    public static int filters(int sourceRate, int targetRate) {
        return SincKernels.filters(sourceRate, targetRate);
    }

    private void check(int rate) {
        if (rate != this.sourceRate) {
            throw new IllegalArgumentException("the sound has " + rate + " Hz instead of " + this.sourceRate);
        }
    }

}
