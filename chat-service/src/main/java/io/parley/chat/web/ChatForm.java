package io.parley.chat.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request for an answer, as the generated description shows it. */
record ChatForm(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String model,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<MessageForm> messages,
        @Nullable List<String> modalities, @Nullable AudioForm audio, @Nullable Boolean stream,
        @JsonProperty("stream_options") @Nullable StreamOptions streamOptions,
        @JsonProperty("max_completion_tokens") @Nullable Integer maxCompletionTokens,
        @JsonProperty("max_tokens") @Nullable Integer maxTokens, @Nullable Double temperature,
        @JsonProperty("top_p") @Nullable Double topP, @Nullable List<String> stop, @Nullable Long seed,
        @Nullable Integer n, @Nullable List<Object> tools, @JsonProperty("tool_choice") @Nullable Object toolChoice,
        @JsonProperty("parallel_tool_calls") @Nullable Boolean parallelToolCalls) {

    /** One turn. */
    record MessageForm(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String role,
            @Nullable List<PartForm> content, @Nullable AnswerForm audio,
            @JsonProperty("tool_calls") @Nullable List<Object> toolCalls,
            @JsonProperty("tool_call_id") @Nullable String toolCallId) {
    }

    /** A part of a turn. */
    record PartForm(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String type, @Nullable String text,
            @JsonProperty("input_audio") @Nullable SoundForm inputAudio) {
    }

    /** A sound. */
    record SoundForm(String data, @Nullable String format) {
    }

    /** An earlier spoken answer. */
    record AnswerForm(String id) {
    }

    /** How the answer is to be spoken. */
    record AudioForm(String voice, String format) {
    }

    /** What is told at the end of a stream. */
    record StreamOptions(@JsonProperty("include_usage") @Nullable Boolean includeUsage) {
    }

}
