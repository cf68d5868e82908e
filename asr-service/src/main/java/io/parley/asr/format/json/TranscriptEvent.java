package io.parley.asr.format.json;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptSegment;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is told of a transcript while it comes to be. */
public sealed interface TranscriptEvent {

    /** The event's name. */
    String type();

    /**
     * More words. All of them together are the text.
     *
     * @param type always "transcript.text.delta"
     * @param delta what is added
     * @param logprobs of its tokens, if asked for
     */
    @Schema(name = "TranscriptTextDelta")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TextDelta(String type, String delta, @Nullable List<TokenLogprob> logprobs) implements TranscriptEvent {

        /** Of a segment, with log-probabilities or without. */
        public static TextDelta of(String delta, TranscriptSegment segment, boolean logprobs) {
            return new TextDelta("transcript.text.delta", delta, logprobs ? TokenLogprob.ofAll(segment) : null);
        }

    }

    /**
     * The end.
     *
     * @param type always "transcript.text.done"
     * @param text the whole
     * @param logprobs of its tokens, if asked for
     * @param usage what it took
     */
    @Schema(name = "TranscriptTextDone")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TextDone(String type, String text, @Nullable List<TokenLogprob> logprobs,
            Usage.ByTokens usage) implements TranscriptEvent {

        /** Of the whole transcription, with log-probabilities or without. */
        public static TextDone of(Transcription transcription, boolean logprobs) {
            return new TextDone("transcript.text.done", transcription.text(),
                    logprobs ? TokenLogprob.ofAll(transcription.segments()) : null,
                    Usage.ByTokens.of(transcription.usage()));
        }

    }

}
