package io.parley.audio;

/**
 * The front end of YAMNet and its kin (S. Hershey et al., "CNN Architectures for
 * Large-Scale Audio Classification", 2017, with YAMNet's parameters): log-mel magnitudes
 * of 16 kHz sound in frames of 25 ms (400 samples, periodic Hann window, transformed as
 * 512) every 10 ms, in 64 bands from 125 to 7,500 Hz, as ln(x + 0.001). Frame t begins,
 * not centres, at sample 160 t. Thread-safe.
 */
public final class MagnitudeLogMel {

    /** Samples a second of the sound taken. */
    public static final int SAMPLE_RATE = 16_000;

    /** Samples from one frame to the next. */
    public static final int HOP = 160;

    /** Samples of a frame. */
    public static final int WINDOW = 400;

    /** Bands of a frame. */
    public static final int BANDS = 64;

    private static final int FFT_SIZE = 512;

    private static final double LOWEST_HZ = 125;

    private static final double HIGHEST_HZ = 7_500;

    private static final double LOG_OFFSET = 0.001;

    private final HtkMelFilterbank filters = new HtkMelFilterbank(BANDS, LOWEST_HZ, HIGHEST_HZ, SAMPLE_RATE, FFT_SIZE);

    private final PowerSpectra spectra = new PowerSpectra(HannWindow.periodic(WINDOW), FFT_SIZE);

    /** Samples that some frames take. */
    public static int samples(int frames) {
        return (frames - 1) * HOP + WINDOW;
    }

    /**
     * Computes consecutive frames.
     * @param samples 16 kHz mono, amplitudes in -1 to 1
     * @param offset first sample of the first frame; {@link #samples} are read
     * @param frames how many
     * @param mel receives [frames, {@link #BANDS}], frame by frame
     * @param at where in it the first frame goes
     */
    public void compute(float[] samples, int offset, int frames, float[] mel, int at) {
        PowerSpectra.Workspace workspace = this.spectra.workspace();
        for (int frame = 0; frame < frames; frame += 2) {
            boolean both = frame + 1 < frames;
            int start = offset + frame * HOP;
            this.spectra.compute(samples, start, both ? start + HOP : PowerSpectra.NONE, workspace);
            logarithms(workspace.first(), mel, at + frame * BANDS);
            if (both) {
                logarithms(workspace.second(), mel, at + (frame + 1) * BANDS);
            }
        }
    }

    private void logarithms(double[] power, float[] mel, int at) {
        for (int bin = 0; bin < power.length; bin++) {
            power[bin] = Math.sqrt(power[bin]);
        }
        for (int band = 0; band < BANDS; band++) {
            mel[at + band] = (float) Math.log(this.filters.apply(power, band) + LOG_OFFSET);
        }
    }

}
