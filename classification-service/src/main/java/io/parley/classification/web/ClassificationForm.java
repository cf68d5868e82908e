package io.parley.classification.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/**
 * The fields of the form, for the generated description; they are read by
 * {@link io.parley.classification.mapping.ClassificationRequests}.
 *
 * @param file the sound
 * @param model a model's id or alias
 * @param topK most detections
 * @param threshold least score
 * @param window seconds of a segment
 * @param labels what the sound may be
 */
@Schema(name = "CreateAudioClassificationRequest")
record ClassificationForm(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) MultipartFile file,
        @Nullable String model, @JsonProperty("top_k") @Schema(minimum = "1", maximum = "521") @Nullable Integer topK,
        @Schema(minimum = "0", maximum = "1") @Nullable Double threshold,
        @Schema(minimum = "0.5", maximum = "3600") @Nullable Double window,
        @JsonProperty("labels[]") @Nullable List<String> labels) {
}
