package io.parley.chat.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.speech.SpeechReply;

/**
 * What an answer took, in the models' own units.
 *
 * @param promptTokens of the conversation, text and sound
 * @param completionTokens of the answer, text and sound
 * @param totalTokens both together
 * @param promptTokensDetails the conversation's apart
 * @param completionTokensDetails the answer's apart
 */
record ChatUsage(@JsonProperty("prompt_tokens") int promptTokens,
        @JsonProperty("completion_tokens") int completionTokens, @JsonProperty("total_tokens") int totalTokens,
        @JsonProperty("prompt_tokens_details") PromptDetails promptTokensDetails,
        @JsonProperty("completion_tokens_details") CompletionDetails completionTokensDetails) {

    static ChatUsage of(SpeechReply.TokenUsage usage) {
        int prompt = usage.promptText() + usage.promptAudio();
        int completion = usage.text() + usage.audio();
        return new ChatUsage(prompt, completion, prompt + completion,
                new PromptDetails(usage.promptAudio(), usage.promptText(), 0),
                new CompletionDetails(usage.audio(), usage.text(), 0));
    }

    /** Of the conversation. */
    record PromptDetails(@JsonProperty("audio_tokens") int audioTokens, @JsonProperty("text_tokens") int textTokens,
            @JsonProperty("cached_tokens") int cachedTokens) {
    }

    /** Of the answer. */
    record CompletionDetails(@JsonProperty("audio_tokens") int audioTokens, @JsonProperty("text_tokens") int textTokens,
            @JsonProperty("reasoning_tokens") int reasoningTokens) {
    }

}
