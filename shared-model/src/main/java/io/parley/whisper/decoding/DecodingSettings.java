package io.parley.whisper.decoding;

/**
 * How a window is decoded, whoever asks.
 *
 * @param beamWidth how many texts are followed at once at temperature 0; 1 takes the
 * likeliest token each time
 * @param patience how many texts must have ended before the best is taken, as a share of
 * the beam's width
 * @param samples how many texts are drawn at temperatures above 0, of which the likeliest
 * is taken
 * @param shortWindow whether a window that ends early is heard without the silence that
 * would fill it up, unless its text raises doubts
 */
public record DecodingSettings(int beamWidth, double patience, int samples, boolean shortWindow) {

    /** What has been measured to be best. */
    public static final DecodingSettings DEFAULT = new DecodingSettings(5, 1, 5, true);

    public DecodingSettings {
        if (beamWidth < 1 || samples < 1 || !(patience > 0)) {
            throw new IllegalArgumentException("a search follows at least one text");
        }
    }

    /** The same with another width of the beam. */
    public DecodingSettings withBeamWidth(int other) {
        return new DecodingSettings(other, this.patience, this.samples, this.shortWindow);
    }

    /** The same with short windows or without. */
    public DecodingSettings withShortWindow(boolean other) {
        return new DecodingSettings(this.beamWidth, this.patience, this.samples, other);
    }

    /** How many texts are ever followed at once. */
    public int mostSequences() {
        return Math.max(this.beamWidth, this.samples);
    }

}
