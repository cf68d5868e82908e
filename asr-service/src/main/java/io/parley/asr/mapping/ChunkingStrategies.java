package io.parley.asr.mapping;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.speech.ChunkingOptions;
import io.parley.speech.VoiceActivityOptions;
import io.parley.web.error.FailureException;
import io.parley.web.form.FormFields;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the field that says how a sound is cut at its silences: "auto", or the settings
 * of a "server_vad", as a JSON object or as one field each, their names in brackets.
 */
@Component
final class ChunkingStrategies {

    private static final String FIELD = "chunking_strategy";

    private static final String SERVER_VAD = "server_vad";

    private static final List<String> MEMBERS = List.of("type", "threshold", "prefix_padding_ms",
            "silence_duration_ms");

    /** An hour: far above what makes sense, and far below what overflows. */
    private static final double LONGEST = 3_600_000;

    private final JsonMapper json;

    ChunkingStrategies(JsonMapper json) {
        this.json = json;
    }

    /** The settings, or null to leave them to the model. */
    @Nullable ChunkingOptions of(FormFields fields) {
        String value = fields.text(FIELD);
        Map<String, String> settings = fields.members(FIELD);
        if (value != null && value.startsWith("{")) {
            settings = members(value);
        }
        else if (value != null && !value.equals("auto")) {
            throw bad("It is 'auto' or an object, not '%s'.".formatted(FormFields.shown(value)));
        }
        else if (settings.isEmpty()) {
            return null;
        }
        return options(settings);
    }

    private Map<String, String> members(String object) {
        try {
            Map<String, String> members = new LinkedHashMap<>();
            this.json.readTree(object)
                .propertyStream()
                .filter((member) -> !member.getValue().isNull())
                .forEach((member) -> members.put(member.getKey(), text(member.getValue())));
            return members;
        }
        catch (JacksonException _) {
            throw bad("It is no JSON object that can be read.");
        }
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static ChunkingOptions options(Map<String, String> settings) {
        String type = settings.get("type");
        if (!SERVER_VAD.equals(type)) {
            throw bad((type != null) ? "Its type is 'server_vad', not '%s'.".formatted(FormFields.shown(type))
                    : "It has a type, 'server_vad'.");
        }
        for (String member : settings.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw bad("It has no member '%s', only %s.".formatted(FormFields.shown(member),
                        String.join(", ", MEMBERS)));
            }
        }
        FormFields numbers = FormFields.of(settings);
        VoiceActivityOptions defaults = VoiceActivityOptions.DEFAULT;
        Double threshold = number(numbers, "threshold", 1);
        if (threshold != null && (threshold <= 0 || threshold >= 1)) {
            throw bad("Its threshold lies between 0 and 1.");
        }
        Duration padding = duration(numbers, "prefix_padding_ms");
        return new ChunkingOptions((threshold != null) ? threshold : defaults.threshold(),
                (padding != null) ? padding : defaults.prefixPadding(), duration(numbers, "silence_duration_ms"));
    }

    private static @Nullable Duration duration(FormFields settings, String name) {
        Double milliseconds = number(settings, name, LONGEST);
        return (milliseconds != null) ? Duration.ofMillis(milliseconds.longValue()) : null;
    }

    private static @Nullable Double number(FormFields settings, String name, double most) {
        try {
            return settings.number(name, 0, most);
        }
        catch (FailureException ex) {
            throw bad(ex.getMessage());
        }
    }

    private static FailureException bad(@Nullable String why) {
        return FailureException.badField(FIELD, "The field 'chunking_strategy' cannot be used: " + why);
    }

}
