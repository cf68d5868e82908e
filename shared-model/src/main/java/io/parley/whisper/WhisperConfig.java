package io.parley.whisper;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.parley.compile.whisper.AlignmentHead;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint's {@code config.json} says about decoding.
 *
 * @param suppressed ids that are never generated
 * @param suppressedAtStart ids that do not come first
 * @param languages ids of the language tokens
 * @param alignmentHeads pairs of decoder layer and head whose cross-attention follows the
 * words, or null if the checkpoint names none
 */
record WhisperConfig(@JsonProperty("suppress_ids") List<Integer> suppressed,
        @JsonProperty("suppress_ids_begin") List<Integer> suppressedAtStart,
        @JsonProperty("lang_ids") List<Integer> languages,
        @JsonProperty("alignment_heads") @Nullable List<List<Integer>> alignmentHeads) {

    /** The heads that follow the words; empty if the checkpoint names none. */
    List<AlignmentHead> heads() {
        if (this.alignmentHeads == null) {
            return List.of();
        }
        return this.alignmentHeads.stream().map((pair) -> new AlignmentHead(pair.get(0), pair.get(1))).toList();
    }

    static WhisperConfig read(Path file) {
        return JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readValue(file.toFile(), WhisperConfig.class);
    }

}
