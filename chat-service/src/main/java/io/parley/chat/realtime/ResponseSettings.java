package io.parley.chat.realtime;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.parley.conversation.ReplyOptions;
import io.parley.conversation.WritingOptions;
import io.parley.web.json.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an answer is set to: what its session is, unless the client asks for something
 * else.
 *
 * @param instructions for the model
 * @param spoken whether it is spoken as well as written
 * @param voice to speak it with
 * @param format of its sound
 * @param maxTokens most tokens, or null
 * @param metadata that the client wants back, or null
 */
record ResponseSettings(String instructions, boolean spoken, String voice, WireFormat format,
        @Nullable Integer maxTokens, @Nullable JsonNode metadata) {

    static ResponseSettings of(SessionSettings session) {
        return new ResponseSettings(session.instructions(), session.spoken(), session.voice(), session.output(),
                session.maxTokens(), null);
    }

    /**
     * Those of a client's event.
     * @param response what it asks, or a missing node
     * @throws io.parley.web.error.FailureException naming the field that cannot be met
     */
    static ResponseSettings of(SessionSettings session, JsonNode response) {
        ResponseSettings plain = of(session);
        if (!response.isObject()) {
            return plain;
        }
        JsonFields fields = new JsonFields(response, "response");
        List.of("input", "tools", "prompt").forEach((field) -> SessionReader.refuse(fields, field));
        if ("none".equals(fields.text("conversation"))) {
            throw fields.bad("conversation", "must be 'auto'");
        }
        JsonNode modalities = fields.value("output_modalities");
        JsonFields output = fields.within("audio").within("output");
        return new ResponseSettings(Objects.requireNonNullElse(fields.text("instructions"), plain.instructions),
                (modalities != null) ? SessionReader.spoken(fields, modalities) : plain.spoken,
                SessionReader.voice(output, plain.voice), SessionReader.format(output, plain.format),
                SessionReader.maxTokens(fields, "max_output_tokens", plain.maxTokens), fields.value("metadata"));
    }

    ReplyOptions reply() {
        return new ReplyOptions(this.spoken ? this.voice : null,
                new WritingOptions(this.maxTokens, null, null, List.of(), null, Map.of()));
    }

}
