package io.parley.speech;

/**
 * Takes a transcript as it is decided. An exception ends the work.
 */
@FunctionalInterface
public interface TranscriptSink {

    /**
     * Takes the next piece. What was given is never taken back; all pieces' texts, one
     * after another and stripped, are the text.
     * @param segment in order of time
     */
    void accept(TranscriptSegment segment);

    /** Listens to nothing. */
    static TranscriptSink none() {
        return (segment) -> {
        };
    }

}
