package io.parley.asr.format.json;

import java.util.List;

import io.parley.speech.TranscriptSegment;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A word and when it was spoken.
 *
 * @param word with its punctuation
 * @param start in seconds
 * @param end in seconds
 */
@Schema(name = "TranscriptionWord")
public record TimedWord(String word, double start, double end) {

    /** The words of segments, in order. */
    static List<TimedWord> ofAll(List<TranscriptSegment> segments) {
        return segments.stream()
            .flatMap((segment) -> segment.words().stream())
            .map((word) -> new TimedWord(word.text(), Seconds.of(word.start()), Seconds.of(word.end())))
            .toList();
    }

}
