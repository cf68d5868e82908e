package io.parley.classification.web;

import java.util.ArrayList;
import java.util.List;

import io.parley.classification.mapping.Selection;
import io.parley.speech.ClassifiedSegment;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.web.error.FailureException;

/**
 * Collects segments, of each of them only what will be told, so that memory is bounded
 * whatever the length of the sound.
 */
final class Segments implements ClassifiedSegmentSink {

    /** Four hours of windows of half a second with five detections are 144,000. */
    static final int MOST_DETECTIONS = 200_000;

    private final Selection selection;

    private final List<DetectionSegment> all = new ArrayList<>();

    private int detections;

    Segments(Selection selection) {
        this.selection = selection;
    }

    @Override
    public void accept(ClassifiedSegment segment) {
        DetectionSegment told = DetectionSegment.of(segment, this.selection);
        // a segment without detections takes room, too
        this.detections += Math.max(1, told.detections().size());
        if (this.detections > MOST_DETECTIONS) {
            throw FailureException.badField("window",
                    "The segments have more than %,d detections: ask for a longer 'window', a smaller 'top_k' or a higher 'threshold'."
                        .formatted(MOST_DETECTIONS));
        }
        this.all.add(told);
    }

    List<DetectionSegment> all() {
        return this.all;
    }

}
