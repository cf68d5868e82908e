package io.parley.asr.web;

import io.parley.speech.Transcription;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The answer in the format "json".
 *
 * @param text the words
 * @param usage what they are billed by
 */
@Schema(name = "Transcription")
record TranscriptionResponse(String text, Usage usage) {

    static TranscriptionResponse of(Transcription transcription) {
        return new TranscriptionResponse(transcription.text(),
                new Usage("duration", transcription.duration().toMillis() / 1000.0));
    }

    /**
     * Usage by time.
     *
     * @param type always "duration"
     * @param seconds of sound heard
     */
    @Schema(name = "DurationUsage")
    record Usage(String type, double seconds) {
    }

}
