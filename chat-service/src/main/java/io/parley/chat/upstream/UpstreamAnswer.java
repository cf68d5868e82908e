package io.parley.chat.upstream;

import java.io.EOFException;
import java.io.IOException;

import io.parley.conversation.Reply;
import io.parley.conversation.Written;
import io.parley.conversation.WritingSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the server, event by event. */
final class UpstreamAnswer {

    private static final int SERVERS_FAULT = 500;

    private final WritingSink sink;

    private final StringBuilder text = new StringBuilder();

    private Reply.@Nullable Finish finish;

    private int promptTokens;

    private int completionTokens;

    UpstreamAnswer(WritingSink sink) {
        this.sink = sink;
    }

    void take(JsonMapper json, String data) throws IOException {
        JsonNode chunk = chunk(json, data);
        if (chunk.hasNonNull("error")) {
            throw new UpstreamFault(SERVERS_FAULT, UpstreamError.of(chunk.get("error")));
        }
        JsonNode usage = chunk.path("usage");
        if (usage.isObject()) {
            this.promptTokens = usage.path("prompt_tokens").intValue(0);
            this.completionTokens = usage.path("completion_tokens").intValue(0);
        }
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        String words = delta.path("content").stringValue("");
        if (!words.isEmpty()) {
            this.text.append(words);
            this.sink.text(words);
        }
        JsonNode calls = delta.path("tool_calls");
        if (calls.isArray() && !calls.isEmpty()) {
            this.sink.toolCalls(calls);
        }
        String reason = choice.path("finish_reason").stringValue(null);
        if (reason != null) {
            this.finish = finish(reason);
        }
    }

    private static JsonNode chunk(JsonMapper json, String data) throws IOException {
        try {
            return json.readTree(data);
        }
        catch (JacksonException ex) {
            throw new IOException("an event of the answer is not JSON", ex);
        }
    }

    private static Reply.Finish finish(String reason) {
        return switch (reason) {
            case "length" -> Reply.Finish.LENGTH;
            case "tool_calls", "function_call" -> Reply.Finish.TOOL_CALLS;
            case "content_filter" -> Reply.Finish.CONTENT_FILTER;
            default -> Reply.Finish.STOP;
        };
    }

    /**
     * The answer.
     * @throws EOFException if it broke off
     */
    Written whole() throws EOFException {
        Reply.Finish known = this.finish;
        if (known == null) {
            throw new EOFException("the answer broke off");
        }
        return new Written(this.text.toString(), known, this.promptTokens, this.completionTokens);
    }

}
