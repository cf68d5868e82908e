package io.parley.chat.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.parley.audio.AudioFormat;
import io.parley.conversation.ReplyOptions;
import io.parley.conversation.WritingOptions;
import io.parley.web.json.JsonFields;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what a request asks of the answer. */
@Component
final class ReplyFields {

    private static final int MOST_STOPS = 4;

    /** The least share of probability, in which only the likeliest token is. */
    private static final double LEAST_TOP_P = 1e-6;

    /** What only some language models can do; a model that cannot refuses them. */
    private static final List<String> TOOLS = List.of("tools", "tool_choice", "parallel_tool_calls");

    /** What no model here does, and without which an answer would be another one. */
    private static final List<String> REFUSED = List.of("functions", "function_call", "web_search_options",
            "logit_bias", "top_logprobs");

    ReplyOptions options(JsonFields fields) {
        refuse(fields);
        boolean spoken = modalities(fields);
        return new ReplyOptions(spoken ? voice(fields) : null, writing(fields));
    }

    private static void refuse(JsonFields fields) {
        for (String field : REFUSED) {
            JsonNode value = fields.value(field);
            if (value != null && !(value.isContainer() && value.isEmpty())) {
                throw fields.bad(field, "asks for what no model here does");
            }
        }
        if (fields.flag("logprobs", false)) {
            throw fields.bad("logprobs", "asks for what no model here does");
        }
        fields.wholeNumber("n", 1, 1);
    }

    /** Whether the answer is to be spoken. */
    private static boolean modalities(JsonFields fields) {
        JsonNode value = fields.value("modalities");
        if (value == null) {
            return false;
        }
        List<String> names = strings(value);
        if (names == null || !names.contains("text")
                || !names.stream().allMatch((name) -> name.equals("text") || name.equals("audio"))) {
            throw fields.bad("modalities", "must be [\"text\"] or [\"text\", \"audio\"]");
        }
        return names.contains("audio");
    }

    private static String voice(JsonFields fields) {
        if (fields.value("audio") == null) {
            throw fields.bad("audio", "is required where the modalities have \"audio\"");
        }
        JsonFields audio = fields.within("audio");
        return audio.isObject("voice") ? audio.within("voice").requiredText("id") : audio.requiredText("voice");
    }

    AudioFormat format(JsonFields audio) {
        String name = audio.requiredText("format");
        // OpenAI's name for it here, where it is not streamed as bytes
        return AudioFormat.of(name.equals("pcm16") ? "pcm" : name)
            .orElseThrow(() -> audio.bad("format", "must be one of wav, aac, mp3, flac, opus, pcm16"));
    }

    private static WritingOptions writing(JsonFields fields) {
        Long most = fields.wholeNumber("max_completion_tokens", 1, Integer.MAX_VALUE);
        if (most == null) {
            most = fields.wholeNumber("max_tokens", 1, Integer.MAX_VALUE);
        }
        Double topP = fields.number("top_p", 0, 1);
        return new WritingOptions((most != null) ? most.intValue() : null, fields.number("temperature", 0, 2),
                (topP != null) ? (Double) Math.max(topP, LEAST_TOP_P) : null, stop(fields),
                fields.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE), further(fields));
    }

    private static List<String> stop(JsonFields fields) {
        JsonNode value = fields.value("stop");
        if (value == null) {
            return List.of();
        }
        List<String> stops = value.isString() ? List.of(value.stringValue()) : strings(value);
        if (stops == null || stops.size() > MOST_STOPS || stops.contains("")) {
            throw fields.bad("stop", "must be a text or up to %d texts, none of them empty".formatted(MOST_STOPS));
        }
        return stops;
    }

    private static Map<String, JsonNode> further(JsonFields fields) {
        Map<String, JsonNode> further = new HashMap<>();
        JsonNode tools = fields.value("tools");
        if (tools != null && !(tools.isArray() && tools.isEmpty())) {
            if (!tools.isArray()) {
                throw fields.bad("tools", "must be a list");
            }
            TOOLS.stream().filter((name) -> fields.value(name) != null).forEach((name) -> {
                further.put(name, fields.object().get(name));
            });
        }
        if (fields.value("response_format") != null
                && !"text".equals(fields.within("response_format").requiredText("type"))) {
            further.put("response_format", fields.object().get("response_format"));
        }
        return further;
    }

    /** The texts of a list, or null if it is none. */
    private static @Nullable List<String> strings(JsonNode value) {
        if (!value.isArray()) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode each : value) {
            if (!each.isString()) {
                return null;
            }
            strings.add(each.stringValue());
        }
        return strings;
    }

}
