package io.parley.chat.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a whole.
 *
 * @param object always "chat.completion"
 * @param choices always one
 */
record ChatCompletion(String id, String object, long created, String model, List<Choice> choices, ChatUsage usage) {

    static ChatCompletion of(AnswerHead head, Message message, String finishReason, ChatUsage usage) {
        return new ChatCompletion(head.id(), "chat.completion", head.created(), head.model(),
                List.of(new Choice(0, message, null, finishReason)), usage);
    }

    /** The one answer. */
    @Schema(name = "ChatChoice")
    record Choice(int index, Message message, @JsonInclude @Nullable Object logprobs,
            @JsonProperty("finish_reason") String finishReason) {
    }

    /**
     * What is said.
     *
     * @param content null where it is spoken
     */
    record Message(String role, @JsonInclude @Nullable String content, @JsonInclude @Nullable String refusal,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Audio audio,
            @JsonProperty("tool_calls") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> toolCalls) {
    }

    /**
     * Speech.
     *
     * @param id by which later turns refer to it
     * @param expiresAt until when they can, in seconds since 1970
     * @param data in Base64
     * @param transcript its words
     */
    record Audio(String id, String data, @JsonProperty("expires_at") long expiresAt, String transcript) {
    }

}
