package io.parley.asr.format.json;

import java.util.List;

import io.parley.speech.Transcription;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A translation in the format "verbose_json".
 *
 * @param task always "translate"
 * @param language of the text: always "english"
 * @param duration of the sound, in seconds
 * @param text the words in English
 * @param segments with their times
 */
@Schema(name = "VerboseTranslation")
public record VerboseTranslation(String task, String language, double duration, String text,
        List<TimedSegment> segments) {

    /** Of a transcription whose words are English. */
    public static VerboseTranslation of(Transcription transcription) {
        return new VerboseTranslation("translate", "english", Seconds.of(transcription.duration()),
                transcription.text(), TimedSegment.ofAll(transcription.segments()));
    }

}
