package io.parley.speech;

/**
 * Takes segments as they are known. An exception ends the work.
 */
@FunctionalInterface
public interface ClassifiedSegmentSink {

    /**
     * Takes the next segment.
     * @param segment in order of time, without gaps
     */
    void accept(ClassifiedSegment segment);

    /** Listens to nothing. */
    static ClassifiedSegmentSink none() {
        return (segment) -> {
        };
    }

}
