package io.parley.asr.format;

import io.parley.asr.format.json.Transcript;
import io.parley.asr.format.json.Translation;
import io.parley.asr.format.json.VerboseTranscript;
import io.parley.asr.format.json.VerboseTranslation;
import io.parley.asr.subtitle.Cues;
import io.parley.asr.subtitle.SubRip;
import io.parley.asr.subtitle.WebVtt;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions.Task;
import tools.jackson.databind.json.JsonMapper;

/** Writes a whole transcript in any of the formats. Thread-safe. */
public final class TranscriptFormatter {

    private final JsonMapper json;

    /**
     * Makes a formatter.
     * @param json writes the objects; they decide themselves what is left out
     */
    public TranscriptFormatter(JsonMapper json) {
        this.json = json;
    }

    /** The transcript as the presentation asks for it. */
    public String format(Transcription transcription, Presentation presentation) {
        boolean translated = presentation.task() == Task.TRANSLATE;
        return switch (presentation.format()) {
            case TEXT -> transcription.text() + "\n";
            case SRT -> new SubRip().write(Cues.of(transcription.segments()));
            case VTT -> new WebVtt().write(Cues.of(transcription.segments()));
            case JSON -> this.json.writeValueAsString(translated ? new Translation(transcription.text())
                    : Transcript.of(transcription, presentation.logprobs()));
            case VERBOSE_JSON -> this.json.writeValueAsString(translated ? VerboseTranslation.of(transcription)
                    : VerboseTranscript.of(transcription, presentation.granularities()));
        };
    }

}
