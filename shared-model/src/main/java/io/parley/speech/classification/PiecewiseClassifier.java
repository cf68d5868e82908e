package io.parley.speech.classification;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.parley.audio.AudioException;
import io.parley.audio.PcmSource;
import io.parley.speech.Classification;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegmentSink;

/**
 * Classifies sound of any length with a model that judges up to so much at a time: piece
 * by piece, segments cut into equal ones, and the mean of them by length and weight.
 *
 * @param labels by index
 * @param longest piece that the model hears at once, in samples
 * @param shortest piece that is worth hearing after others, in samples
 */
public record PiecewiseClassifier(List<String> labels, int longest, int shortest) {

    public PiecewiseClassifier {
        labels = List.copyOf(labels);
    }

    /**
     * Classifies.
     * @param audio read to its end, not closed
     * @param options whose window counts
     * @param scorer judges the pieces
     * @param sink takes the segments
     * @throws AudioException.TooShort if the scorer finds the only piece too short
     */
    public Classification classify(PcmSource audio, ClassificationOptions options, PieceScorer scorer,
            ClassifiedSegmentSink sink) {
        SegmentScores scores = new SegmentScores(this.labels, audio.sampleRate(), options.window(), sink);
        long segment = segmentSamples(options.window(), audio.sampleRate());
        int piece = Math.toIntExact(Math.ceilDiv(segment, Math.ceilDiv(segment, (long) this.longest)));
        float[] samples = new float[piece];
        long total = 0;
        boolean heard = false;
        while (true) {
            int wanted = (int) Math.min(piece, segment - total % segment);
            int length = fill(audio, samples, wanted);
            if (!heard || length >= this.shortest) {
                ScoredPiece scored = scorer.score(samples, length);
                scores.add(scored.scores(), scored.weight() * length, total + length / 2);
                heard = true;
            }
            total += length;
            if (length < wanted) {
                return scores.end(total);
            }
        }
    }

    private long segmentSamples(@Nullable Duration window, int sampleRate) {
        return (window != null) ? SegmentScores.samples(window, sampleRate) : this.longest;
    }

    private static int fill(PcmSource audio, float[] samples, int wanted) {
        int filled = 0;
        while (filled < wanted) {
            int count = audio.read(samples, filled, wanted - filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        return filled;
    }

}
