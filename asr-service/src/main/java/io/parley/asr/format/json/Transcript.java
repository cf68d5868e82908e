package io.parley.asr.format.json;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.speech.Transcription;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A transcript in the format "json".
 *
 * @param text the words
 * @param logprobs how sure the model is of its tokens, if asked for
 * @param usage what they are billed by
 */
@Schema(name = "Transcription")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transcript(String text, @Nullable List<TokenLogprob> logprobs, Usage.ByDuration usage) {

    /** Of a transcription, with log-probabilities or without. */
    public static Transcript of(Transcription transcription, boolean logprobs) {
        return new Transcript(transcription.text(), logprobs ? TokenLogprob.ofAll(transcription.segments()) : null,
                Usage.ByDuration.of(transcription.duration()));
    }

}
