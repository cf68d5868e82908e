package io.parley.asr.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/**
 * The fields of the form, for the generated description; they are read by
 * {@link io.parley.asr.mapping.TranscriptionRequests}.
 *
 * @param file the sound
 * @param model a model's id or alias
 * @param language ISO-639-1 code of the speech
 * @param languages the codes that the speech may be in
 * @param prompt words that come before
 * @param responseFormat the shape of the answer
 * @param temperature 0 to 1
 * @param stream whether the text is told as it is decided
 * @param keywords ignored
 * @param chunkingStrategy "auto", or the settings of a voice activity detector as JSON
 * @param include "logprobs"
 * @param timestampGranularities "word", "segment" or both
 */
@Schema(name = "CreateTranscriptionRequest")
record TranscriptionForm(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) MultipartFile file,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String model, @Nullable String language,
        @JsonProperty("languages[]") @Nullable List<String> languages, @Nullable String prompt,
        @JsonProperty("response_format") @Schema(allowableValues = {
                "json", "text", "verbose_json", "srt", "vtt" }) @Nullable String responseFormat,
        @Schema(minimum = "0", maximum = "1") @Nullable Double temperature, @Nullable Boolean stream,
        @JsonProperty("keywords[]") @Nullable List<String> keywords,
        @JsonProperty("chunking_strategy") @Nullable String chunkingStrategy,
        @JsonProperty("include[]") @Nullable List<String> include,
        @JsonProperty("timestamp_granularities[]") @Nullable List<String> timestampGranularities){
}
