package io.parley.classification.web;

import java.time.Duration;
import java.util.List;

import io.parley.classification.mapping.Selection;
import io.parley.speech.ClassifiedSegment;

/**
 * What a stretch of a sound is.
 *
 * @param start in seconds from the beginning of the sound
 * @param end in seconds
 * @param detections best first
 */
record DetectionSegment(double start, double end, List<Detection> detections) {

    static DetectionSegment of(ClassifiedSegment segment, Selection selection) {
        return new DetectionSegment(seconds(segment.start()), seconds(segment.end()),
                Detection.of(selection.of(segment.scores())));
    }

    /** To the millisecond. */
    private static double seconds(Duration time) {
        return Math.round(time.toNanos() / 1e6) / 1e3;
    }

}
