package io.parley.asr.format.json;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.speech.Transcription;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A transcript in the format "verbose_json".
 *
 * @param task always "transcribe"
 * @param language of the speech, by its English name in lower case
 * @param languageProbability how likely that language is, if it was detected; a field of
 * Parley's own
 * @param duration of the sound, in seconds
 * @param text the words
 * @param words with their times, if asked for
 * @param segments with their times, if asked for
 * @param usage what they are billed by
 */
@Schema(name = "VerboseTranscription")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerboseTranscript(String task, String language,
        @JsonProperty("language_probability") @Nullable Double languageProbability, double duration, String text,
        @Nullable List<TimedWord> words, @Nullable List<TimedSegment> segments, Usage.ByDuration usage) {

    /** Of a transcription, with what was asked for. */
    public static VerboseTranscript of(Transcription transcription, Set<TimestampGranularity> granularities) {
        return new VerboseTranscript("transcribe", LanguageNames.of(transcription.language()),
                transcription.languageProbability(), Seconds.of(transcription.duration()), transcription.text(),
                granularities.contains(TimestampGranularity.WORD) ? TimedWord.ofAll(transcription.segments()) : null,
                granularities.contains(TimestampGranularity.SEGMENT) ? TimedSegment.ofAll(transcription.segments())
                        : null,
                Usage.ByDuration.of(transcription.duration()));
    }

}
