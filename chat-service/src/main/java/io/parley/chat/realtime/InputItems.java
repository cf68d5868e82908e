package io.parley.chat.realtime;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.parley.audio.Pcm;
import io.parley.audio.SincResampler;
import io.parley.speech.SpeechMessage.Role;
import io.parley.web.json.JsonFields;
import tools.jackson.databind.JsonNode;

/** Reads items that a client writes itself. */
final class InputItems {

    private InputItems() {
    }

    static Item item(JsonNode node, WireFormat format) {
        JsonFields fields = new JsonFields(node, "item");
        if (!"message".equals(fields.requiredText("type"))) {
            throw fields.bad("type", "must be 'message': no tools are called here");
        }
        String id = fields.text("id");
        return new Item((id != null) ? id : Events.id("item"), role(fields), parts(fields, format), true);
    }

    private static Role role(JsonFields fields) {
        return switch (fields.requiredText("role")) {
            case "system" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw fields.bad("role", "must be system, user or assistant");
        };
    }

    private static List<Item.Part> parts(JsonFields fields, WireFormat format) {
        JsonNode content = fields.value("content");
        if (content == null || !content.isArray() || content.isEmpty()) {
            throw fields.bad("content", "must be a list with at least one part");
        }
        List<Item.Part> parts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            JsonFields part = new JsonFields(content.get(i), "%s[%d]".formatted(fields.name("content"), i));
            parts.add(switch (part.requiredText("type")) {
                case "input_text", "output_text" -> new Item.Part.Text(part.requiredText("text"));
                case "input_audio" -> heard(part, format);
                case "output_audio" -> new Item.Part.Text(part.requiredText("transcript"));
                default -> throw part.bad("type", "must be input_text, input_audio, output_text or output_audio");
            });
        }
        return parts;
    }

    private static Item.Part heard(JsonFields part, WireFormat format) {
        byte[] bytes = bytes(part, "audio", format);
        Pcm sound = new Pcm(format.decode(bytes), format.sampleRate());
        return new Item.Part.Heard(new SincResampler(sound.sampleRate(), InputBuffer.SAMPLE_RATE).resample(sound),
                null);
    }

    /**
     * Whole samples from Base64.
     * @throws io.parley.web.error.FailureException naming the field if it is anything
     * else
     */
    static byte[] bytes(JsonFields fields, String name, WireFormat format) {
        try {
            byte[] bytes = Base64.getDecoder().decode(fields.requiredText(name));
            if (bytes.length % format.sampleBytes() != 0) {
                throw fields.bad(name, "ends within a sample");
            }
            return bytes;
        }
        catch (IllegalArgumentException ex) {
            throw fields.bad(name, "is not valid Base64");
        }
    }

}
