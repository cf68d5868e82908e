package io.parley.chat.realtime;

import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

import io.parley.speech.SpeechMessage.Role;
import io.parley.speech.SpeechReply;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes events and what they speak of. */
final class Events {

    private final JsonMapper json;

    Events(JsonMapper json) {
        this.json = json;
    }

    /** An id of a kind, as "item". */
    static String id(String kind) {
        return kind + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 21);
    }

    /** An event of a type. */
    ObjectNode event(String type) {
        return this.json.createObjectNode().put("event_id", id("event")).put("type", type);
    }

    /** An event about an item. */
    ObjectNode about(String type, String itemId) {
        return event(type).put("item_id", itemId);
    }

    ObjectNode error(String code, @Nullable String param, String message, @Nullable String clientEvent) {
        ObjectNode event = event("error");
        event.putObject("error")
            .put("type", "invalid_request_error")
            .put("code", code)
            .put("message", message)
            .put("param", param)
            .put("event_id", clientEvent);
        return event;
    }

    /** The server ends the session, and another one may be opened. */
    ObjectNode stopping() {
        ObjectNode event = event("error");
        event.putObject("error")
            .put("type", "server_error")
            .put("code", "server_stopping")
            .put("message", "This server is stopping; open a new session.")
            .putNull("param")
            .putNull("event_id");
        return event;
    }

    ObjectNode session(String type, String id, SessionSettings settings, long expiresAt) {
        ObjectNode event = event(type);
        ObjectNode session = event.putObject("session");
        session.put("id", id)
            .put("object", "realtime.session")
            .put("type", settings.kind().wireName())
            .put("expires_at", expiresAt);
        ObjectNode audio = session.putObject("audio");
        ObjectNode input = audio.putObject("input");
        input.set("format", format(settings.input()));
        input.set("transcription", transcription(settings));
        input.putNull("noise_reduction");
        input.set("turn_detection", turnDetection(settings));
        if (settings.kind() == SessionSettings.Kind.REALTIME) {
            session.put("model", settings.model()).put("instructions", settings.instructions());
            session.putArray("output_modalities").add(settings.spoken() ? "audio" : "text");
            session.putArray("tools");
            session.put("tool_choice", "auto");
            maxTokens(session, settings.maxTokens());
            ObjectNode output = audio.putObject("output");
            output.set("format", format(settings.output()));
            output.put("voice", settings.voice()).put("speed", 1.0);
        }
        return event;
    }

    private static void maxTokens(ObjectNode object, @Nullable Integer most) {
        if (most != null) {
            object.put("max_output_tokens", most);
        }
        else {
            object.put("max_output_tokens", "inf");
        }
    }

    private ObjectNode format(WireFormat format) {
        ObjectNode object = this.json.createObjectNode().put("type", format.wireName());
        return (format == WireFormat.PCM) ? object.put("rate", format.sampleRate()) : object;
    }

    private @Nullable ObjectNode transcription(SessionSettings settings) {
        SessionSettings.InputTranscription asked = settings.transcription();
        return (asked == null) ? null
                : this.json.createObjectNode()
                    .put("model", asked.model())
                    .put("language", asked.language())
                    .put("prompt", asked.prompt());
    }

    private @Nullable ObjectNode turnDetection(SessionSettings settings) {
        TurnDetection turns = settings.turnDetection();
        if (turns == null) {
            return null;
        }
        ObjectNode object = this.json.createObjectNode().put("type", turns.type());
        if (turns.type().equals("server_vad")) {
            object.put("threshold", turns.threshold())
                .put("prefix_padding_ms", turns.prefixPadding().toMillis())
                .put("silence_duration_ms", turns.silence().toMillis());
            Duration idle = turns.idleTimeout();
            object.put("idle_timeout_ms", (idle != null) ? (Long) idle.toMillis() : null);
        }
        else {
            object.put("eagerness", (turns.eagerness() != null) ? turns.eagerness() : "auto");
        }
        return object.put("create_response", turns.createResponse())
            .put("interrupt_response", turns.interruptResponse());
    }

    ObjectNode item(String type, Item item, @Nullable String previous, String status) {
        ObjectNode event = event(type).put("previous_item_id", previous);
        event.set("item", item(item, status));
        return event;
    }

    /** An item without the bytes of its sound. */
    ObjectNode item(Item item, String status) {
        ObjectNode object = this.json.createObjectNode()
            .put("id", item.id())
            .put("object", "realtime.item")
            .put("type", "message")
            .put("status", status)
            .put("role", item.role().name().toLowerCase(Locale.ROOT));
        ArrayNode content = object.putArray("content");
        item.parts().forEach((part) -> content.add(part(item.role(), part)));
        return object;
    }

    ObjectNode part(Role role, Item.Part part) {
        ObjectNode object = this.json.createObjectNode();
        return switch (part) {
            case Item.Part.Text text ->
                object.put("type", (role == Role.ASSISTANT) ? "output_text" : "input_text").put("text", text.text());
            case Item.Part.Heard heard -> object.put("type", "input_audio").put("transcript", heard.transcript());
            case Item.Part.Silence _ -> object.put("type", "input_audio").put("transcript", "");
            case Item.Part.Spoken spoken -> object.put("type", "output_audio").put("transcript", spoken.transcript());
        };
    }

    /** The usage of an answer. */
    ObjectNode usage(SpeechReply.TokenUsage usage) {
        int input = usage.promptText() + usage.promptAudio();
        int output = usage.text() + usage.audio();
        ObjectNode object = this.json.createObjectNode()
            .put("total_tokens", input + output)
            .put("input_tokens", input)
            .put("output_tokens", output);
        object.putObject("input_token_details")
            .put("text_tokens", usage.promptText())
            .put("audio_tokens", usage.promptAudio())
            .put("cached_tokens", 0);
        object.putObject("output_token_details").put("text_tokens", usage.text()).put("audio_tokens", usage.audio());
        return object;
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    JsonMapper json() {
        return this.json;
    }

}
