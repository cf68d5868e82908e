package io.parley.asr.web;

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
 * @param prompt English words that come before
 * @param responseFormat the shape of the answer
 * @param temperature 0 to 1
 * @param chunkingStrategy "auto", or the settings of a voice activity detector as JSON
 */
@Schema(name = "CreateTranslationRequest")
record TranslationForm(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) MultipartFile file,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String model, @Nullable String language,
        @Nullable String prompt, @JsonProperty("response_format") @Schema(allowableValues = {
                "json", "text", "verbose_json", "srt", "vtt" }) @Nullable String responseFormat,
        @Schema(minimum = "0", maximum = "1") @Nullable Double temperature,
        @JsonProperty("chunking_strategy") @Nullable String chunkingStrategy){
}
