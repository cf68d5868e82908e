package io.parley.chat.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A piece of an answer.
 *
 * @param object always "chat.completion.chunk"
 * @param choices one, or none beside the usage
 */
record ChatCompletionChunk(String id, String object, long created, String model, List<Choice> choices,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ChatUsage usage) {

    static ChatCompletionChunk of(AnswerHead head, Delta delta, @Nullable String finishReason) {
        return of(head, List.of(new Choice(0, delta, null, finishReason)), null);
    }

    static ChatCompletionChunk usage(AnswerHead head, ChatUsage usage) {
        return of(head, List.of(), usage);
    }

    private static ChatCompletionChunk of(AnswerHead head, List<Choice> choices, @Nullable ChatUsage usage) {
        return new ChatCompletionChunk(head.id(), "chat.completion.chunk", head.created(), head.model(), choices,
                usage);
    }

    /** More of the one answer. */
    @Schema(name = "ChatChunkChoice")
    record Choice(int index, Delta delta, @JsonInclude @Nullable Object logprobs,
            @JsonProperty("finish_reason") @JsonInclude @Nullable String finishReason) {
    }

    /** What is new. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delta(@Nullable String role, @Nullable String content, @Nullable AudioDelta audio,
            @JsonProperty("tool_calls") @Nullable List<Object> toolCalls) {

        static Delta text(String words) {
            return new Delta(null, words, null, null);
        }

        static Delta audio(AudioDelta audio) {
            return new Delta(null, null, audio, null);
        }

        static Delta calls(JsonNode calls) {
            return new Delta(null, null, null, List.copyOf(calls.values()));
        }

    }

    /** What is new of the speech. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AudioDelta(String id, @Nullable String transcript, @Nullable String data,
            @JsonProperty("expires_at") @Nullable Long expiresAt) {
    }

}
