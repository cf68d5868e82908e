package io.parley.whisper;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a checkpoint's {@code config.json} says about decoding.
 *
 * @param suppressed ids that are never generated
 * @param suppressedAtStart ids that do not come first
 * @param languages ids of the language tokens
 */
record WhisperConfig(@JsonProperty("suppress_ids") List<Integer> suppressed,
        @JsonProperty("suppress_ids_begin") List<Integer> suppressedAtStart,
        @JsonProperty("lang_ids") List<Integer> languages) {

    static WhisperConfig read(Path file) {
        return JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readValue(file.toFile(), WhisperConfig.class);
    }

}
