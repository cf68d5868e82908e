package io.parley.chat.mapping;

import java.util.ArrayList;
import java.util.List;

import io.parley.audio.AudioLimits;
import io.parley.chat.memory.SpokenAnswers;
import io.parley.conversation.Turn;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechMessage.Part;
import io.parley.speech.SpeechMessage.Role;
import io.parley.speech.SpeechReply;
import io.parley.web.json.JsonFields;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads the messages of a request. */
@Component
final class MessageReader {

    private final SoundReader sounds;

    private final AudioLimits limits;

    private final SpokenAnswers answers;

    MessageReader(SoundReader sounds, AudioLimits limits, SpokenAnswers answers) {
        this.sounds = sounds;
        this.limits = limits;
        this.answers = answers;
    }

    List<Turn> turns(JsonFields fields) {
        JsonNode messages = fields.value("messages");
        if (messages == null || !messages.isArray() || messages.isEmpty()) {
            throw fields.bad("messages", "must be a list with at least one message");
        }
        SoundBudget budget = new SoundBudget(this.limits);
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            turns.add(turn(new JsonFields(messages.get(i), "messages[%d]".formatted(i)), budget));
        }
        return turns;
    }

    private Turn turn(JsonFields message, SoundBudget budget) {
        return switch (message.requiredText("role")) {
            case "system", "developer" -> said(Role.SYSTEM, content(message, budget));
            case "user" -> said(Role.USER, content(message, budget));
            case "assistant" -> answer(message, budget);
            case "tool" -> new Turn.ToolMessage(message.object());
            default -> throw message.bad("role", "must be one of system, developer, user, assistant, tool");
        };
    }

    private static Turn said(Role role, List<Part> parts) {
        return new Turn.Message(new SpeechMessage(role, parts));
    }

    private Turn answer(JsonFields message, SoundBudget budget) {
        JsonNode calls = message.value("tool_calls");
        if (calls != null && !calls.isEmpty()) {
            return new Turn.ToolMessage(message.object());
        }
        if (message.value("audio") != null) {
            return said(Role.ASSISTANT, List.of(new Part.Said(spoken(message.within("audio")))));
        }
        return said(Role.ASSISTANT, content(message, budget));
    }

    private SpeechReply spoken(JsonFields audio) {
        String id = audio.requiredText("id");
        return this.answers.find(id)
            .orElseThrow(() -> audio.bad("id",
                    "names no spoken answer that is remembered; send its transcript as the message's content instead"));
    }

    private List<Part> content(JsonFields message, SoundBudget budget) {
        JsonNode content = message.value("content");
        if (content == null) {
            throw message.bad("content", "is required");
        }
        if (content.isString()) {
            return List.of(new Part.Text(content.stringValue()));
        }
        if (!content.isArray()) {
            throw message.bad("content", "must be a text or a list of parts");
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            String path = "%s[%d]".formatted(message.name("content"), i);
            parts.add(part(new JsonFields(content.get(i), path), budget));
        }
        return parts;
    }

    private Part part(JsonFields part, SoundBudget budget) {
        return switch (part.requiredText("type")) {
            case "text" -> new Part.Text(text(part, "text"));
            case "refusal" -> new Part.Text(text(part, "refusal"));
            case "input_audio" -> new Part.Sound(this.sounds.read(part.within("input_audio"), budget));
            default -> throw part.bad("type", "must be 'text' or 'input_audio': no model here takes other parts");
        };
    }

    private static String text(JsonFields part, String name) {
        String text = part.text(name);
        if (text == null) {
            throw part.bad(name, "is required");
        }
        return text;
    }

}
