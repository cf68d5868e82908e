package io.parley.asr.format;

import java.util.Set;

import io.parley.asr.format.json.TimestampGranularity;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.speech.TranscriptionOptions.Timestamps;

/**
 * How a transcript is to be shown.
 *
 * @param format what is written
 * @param task what was done; a translation is shown as one
 * @param granularities what verbose JSON lists
 * @param logprobs whether JSON lists the tokens' log-probabilities
 */
public record Presentation(ResponseFormat format, Task task, Set<TimestampGranularity> granularities,
        boolean logprobs) {

    public Presentation {
        granularities = Set.copyOf(granularities);
    }

    /** The finest times that this shows, or would show better with. */
    public Timestamps timestamps() {
        return switch (this.format) {
            case JSON, TEXT -> Timestamps.NONE;
            // long segments are cut into cues between words
            case SRT, VTT -> (this.task == Task.TRANSCRIBE) ? Timestamps.WORDS : Timestamps.SEGMENTS;
            case VERBOSE_JSON ->
                this.granularities.contains(TimestampGranularity.WORD) ? Timestamps.WORDS : Timestamps.SEGMENTS;
        };
    }

}
