package io.parley.audio;

/**
 * The front end of FastConformer encoders, NVIDIA NeMo's mel preprocessor with
 * {@code normalize: per_feature} (here as LFM2-Audio configures it): pre-emphasis,
 * log-mel energies of 16 kHz sound in frames of 25 ms (400 samples, symmetric Hann
 * window) every 10 ms, and each band scaled to mean 0 and deviation 1 over the clip.
 * Frame t is centred on sample 160 t; silence is before and after the sound. The last
 * frame is padding, zero throughout, and takes no part in the scaling. Thread-safe.
 */
public final class PerFeatureLogMel {

    /** Samples a second of the sound taken. */
    public static final int SAMPLE_RATE = 16_000;

    /** Samples from one frame to the next. */
    public static final int HOP = 160;

    /** The fewest frames of a clip: one more than the encoder folds into one. */
    public static final int MIN_FRAMES = 9;

    /** Samples of a frame. */
    public static final int WINDOW = 400;

    /** Samples of a transform, the frame in its middle. */
    public static final int FFT_SIZE = 512;

    private static final float PRE_EMPHASIS = 0.97f;

    private static final double LOG_GUARD = 0x1p-24;

    private static final double DEVIATION_GUARD = 1e-5;

    private final MelFilterbank filters;

    private final PowerSpectra spectra = new PowerSpectra(HannWindow.symmetric(WINDOW), FFT_SIZE);

    /**
     * Makes a front end.
     * @param bands mel bands from 0 to 8 kHz, 128 for LFM2-Audio
     */
    public PerFeatureLogMel(int bands) {
        this.filters = new MelFilterbank(bands, SAMPLE_RATE, FFT_SIZE);
    }

    /** How many bands a frame has. */
    public int bands() {
        return this.filters.bands();
    }

    /** How many frames a clip has, the padding included. */
    public static int frames(int samples) {
        return samples / HOP + 1;
    }

    /**
     * Computes the features of a whole clip.
     * @param samples 16 kHz mono, amplitudes in -1 to 1
     * @param offset first sample of the clip
     * @param length samples of the clip
     * @return shape [frames, bands], frame by frame
     * @throws AudioException.TooShort below {@link #MIN_FRAMES} frames, which is 80 ms
     */
    public float[] compute(float[] samples, int offset, int length) {
        int frames = frames(length);
        if (frames < MIN_FRAMES) {
            throw new AudioException.TooShort((MIN_FRAMES - 1) * HOP * 1000L / SAMPLE_RATE);
        }
        float[] padded = emphasize(samples, offset, length);
        float[] mel = new float[Math.multiplyExact(frames, bands())];
        PowerSpectra.Workspace workspace = this.spectra.workspace();
        double[] energies = new double[bands()];
        int sounding = frames - 1;
        for (int frame = 0; frame < sounding; frame += 2) {
            boolean both = frame + 1 < sounding;
            this.spectra.compute(padded, frame * HOP, both ? (frame + 1) * HOP : PowerSpectra.NONE, workspace);
            logarithms(workspace.first(), energies, mel, frame);
            if (both) {
                logarithms(workspace.second(), energies, mel, frame + 1);
            }
        }
        normalize(mel, sounding);
        return mel;
    }

    /** Lifts high frequencies, between half a window of silence on either side. */
    private static float[] emphasize(float[] samples, int offset, int length) {
        int half = WINDOW / 2;
        float[] padded = new float[length + WINDOW];
        float before = 0;
        for (int i = 0; i < length; i++) {
            float sample = samples[offset + i];
            padded[half + i] = sample - PRE_EMPHASIS * before;
            before = sample;
        }
        return padded;
    }

    private void logarithms(double[] power, double[] energies, float[] mel, int frame) {
        this.filters.apply(power, energies);
        for (int band = 0; band < energies.length; band++) {
            mel[frame * energies.length + band] = (float) Math.log(energies[band] + LOG_GUARD);
        }
    }

    private void normalize(float[] mel, int frames) {
        int bands = bands();
        double[] mean = new double[bands];
        double[] squares = new double[bands];
        for (int i = 0; i < frames * bands; i++) {
            mean[i % bands] += mel[i];
        }
        for (int band = 0; band < bands; band++) {
            mean[band] /= frames;
        }
        for (int i = 0; i < frames * bands; i++) {
            double difference = mel[i] - mean[i % bands];
            squares[i % bands] += difference * difference;
        }
        for (int i = 0; i < frames * bands; i++) {
            int band = i % bands;
            double deviation = Math.sqrt(squares[band] / (frames - 1)) + DEVIATION_GUARD;
            mel[i] = (float) ((mel[i] - mean[band]) / deviation);
        }
    }

}
