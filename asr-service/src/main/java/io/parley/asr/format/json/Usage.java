package io.parley.asr.format.json;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.speech.Transcription.TokenUsage;
import io.swagger.v3.oas.annotations.media.Schema;

/** What a transcript is billed by: time or tokens. */
public sealed interface Usage {

    /** "duration" or "tokens". */
    String type();

    /**
     * Usage by time.
     *
     * @param type always "duration"
     * @param seconds of sound heard
     */
    @Schema(name = "DurationUsage")
    record ByDuration(String type, double seconds) implements Usage {

        static ByDuration of(Duration heard) {
            return new ByDuration("duration", Seconds.of(heard));
        }

    }

    /**
     * Usage by tokens.
     *
     * @param type always "tokens"
     * @param inputTokens what the model was given
     * @param inputTokenDetails of what kinds
     * @param outputTokens what it said
     * @param totalTokens both
     */
    @Schema(name = "TokenUsage")
    record ByTokens(String type, @JsonProperty("input_tokens") int inputTokens,
            @JsonProperty("input_token_details") InputDetails inputTokenDetails,
            @JsonProperty("output_tokens") int outputTokens,
            @JsonProperty("total_tokens") int totalTokens) implements Usage {

        static ByTokens of(TokenUsage usage) {
            int input = usage.audio() + usage.prompt();
            return new ByTokens("tokens", input, new InputDetails(usage.prompt(), usage.audio()), usage.output(),
                    input + usage.output());
        }

    }

    /**
     * The kinds of tokens that a model was given.
     *
     * @param textTokens of the prompt
     * @param audioTokens positions of sound
     */
    @Schema(name = "InputTokenDetails")
    record InputDetails(@JsonProperty("text_tokens") int textTokens, @JsonProperty("audio_tokens") int audioTokens) {
    }

}
