package io.parley.asr.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/**
 * The fields of the form, for the generated description; they are read by
 * {@link io.parley.asr.mapping.SpeechTimestampsRequests}.
 *
 * @param file the sound
 * @param model the voice activity model's id or alias
 * @param threshold probability from which on it is speech
 * @param negThreshold probability below which speech ends
 * @param minSpeechDurationMs speech that is not longer is none
 * @param maxSpeechDurationS longer speech is cut
 * @param minSilenceDurationMs how long it is silent before speech is over
 * @param speechPadMs sound around speech that belongs to it
 */
@Schema(name = "CreateSpeechTimestampsRequest")
record SpeechTimestampsForm(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) MultipartFile file,
        @Nullable String model, @Schema(minimum = "0", maximum = "1") @Nullable Double threshold,
        @JsonProperty("neg_threshold") @Schema(minimum = "0", maximum = "1") @Nullable Double negThreshold,
        @JsonProperty("min_speech_duration_ms") @Schema(minimum = "0") @Nullable Integer minSpeechDurationMs,
        @JsonProperty("max_speech_duration_s") @Schema(minimum = "0.1") @Nullable Double maxSpeechDurationS,
        @JsonProperty("min_silence_duration_ms") @Schema(minimum = "0") @Nullable Integer minSilenceDurationMs,
        @JsonProperty("speech_pad_ms") @Schema(minimum = "0") @Nullable Integer speechPadMs) {
}
