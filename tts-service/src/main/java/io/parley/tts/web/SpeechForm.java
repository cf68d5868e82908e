package io.parley.tts.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request for speech, as the generated description shows it. */
record SpeechForm(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String model,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String input,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, oneOf = {
                String.class, VoiceId.class }) Object voice,
        @Nullable String instructions, @JsonProperty("response_format") @Nullable String responseFormat,
        @Nullable Double speed, @JsonProperty("stream_format") @Nullable String streamFormat,
        @JsonProperty("normalization_options") @Nullable NormalizationOptions normalizationOptions){

    /** A voice by its id. */
    record VoiceId(String id) {
    }

    /** How text becomes words. */
    record NormalizationOptions(@Nullable Boolean normalize) {
    }

}
