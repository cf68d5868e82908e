package io.parley.speech.classification;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.parley.speech.Classification;
import io.parley.speech.ClassifiedSegment;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelScore;

/**
 * What consecutive pieces of a sound add up to: the mean over the whole and, if wanted,
 * over each of its segments. A piece belongs to the segment that its middle lies in; a
 * segment without one has the scores of the piece before. Not thread-safe.
 */
public final class SegmentScores {

    private final List<String> labels;

    private final int sampleRate;

    /** Length of a segment in samples; as long as can be if none are wanted. */
    private final long window;

    private final ClassifiedSegmentSink sink;

    private final boolean segmented;

    private final WeightedScores whole;

    private final WeightedScores segment;

    private final double[] latest;

    private long told;

    /**
     * Starts without any.
     * @param labels by index
     * @param sampleRate of the sound, in Hz
     * @param window length of the segments, or null for none
     * @param sink takes the segments
     */
    public SegmentScores(List<String> labels, int sampleRate, @Nullable Duration window, ClassifiedSegmentSink sink) {
        this.labels = List.copyOf(labels);
        this.sampleRate = sampleRate;
        this.segmented = window != null;
        this.window = (window != null) ? samples(window, sampleRate) : Long.MAX_VALUE;
        this.sink = sink;
        this.whole = new WeightedScores(labels.size());
        this.segment = new WeightedScores(labels.size());
        this.latest = new double[labels.size()];
    }

    /** How many samples a stretch of sound has. */
    static long samples(Duration duration, int sampleRate) {
        return Math.round(duration.toNanos() * (sampleRate / 1_000_000_000.0));
    }

    /**
     * Adds a piece.
     * @param scores one for each label; not kept
     * @param weight 0 or more; what weighs nothing counts only where nothing else is
     * @param centre the piece's middle, in samples from the beginning of the sound
     */
    public void add(double[] scores, double weight, long centre) {
        while (this.segmented && centre >= (this.told + 1) * this.window) {
            tell((this.told + 1) * this.window);
        }
        this.whole.add(scores, weight);
        this.segment.add(scores, weight);
        System.arraycopy(scores, 0, this.latest, 0, scores.length);
    }

    /**
     * Tells what is left.
     * @param total length of the sound, in samples
     * @return the whole
     */
    public Classification end(long total) {
        while (this.segmented && this.told * this.window < total) {
            tell(Math.min(total, (this.told + 1) * this.window));
        }
        double[] mean = this.whole.mean();
        return new Classification(LabelScore.of(this.labels, (mean != null) ? mean : this.latest), time(total));
    }

    private void tell(long end) {
        double[] mean = this.segment.mean();
        this.sink.accept(new ClassifiedSegment(time(this.told * this.window), time(end),
                LabelScore.of(this.labels, (mean != null) ? mean : this.latest)));
        this.segment.clear();
        this.told++;
    }

    private Duration time(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / this.sampleRate);
    }

}
