package io.parley.chat.realtime;

import java.time.Duration;
import java.util.Objects;

import io.parley.chat.realtime.SessionSettings.InputTranscription;
import io.parley.chat.realtime.SessionSettings.Kind;
import io.parley.web.json.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Merges what a client sets into what a session is set to. What it leaves out stays. */
final class SessionReader {

    private static final int MOST_MILLIS = 60_000;

    private static final int LEAST_IDLE_MILLIS = 5_000;

    private static final int MOST_IDLE_MILLIS = 30_000;

    private static final int MOST_TOKENS = 4_096;

    private SessionReader() {
    }

    /**
     * The settings after an update.
     * @param voiceFixed whether the voice has been heard, so that it stays
     * @throws io.parley.web.error.FailureException naming the field that cannot be met
     */
    static SessionSettings merged(SessionSettings now, JsonNode session, boolean voiceFixed) {
        JsonFields fields = new JsonFields(session, "session");
        Kind kind = kind(now, fields);
        JsonFields audio = fields.within("audio");
        JsonFields input = audio.within("input");
        JsonFields output = audio.within("output");
        String model = fields.text("model");
        if (model != null && !model.equals(now.model())) {
            throw fields.bad("model", "stays as the session's address named it: '%s'".formatted(now.model()));
        }
        refuse(fields, "tools");
        refuse(fields, "prompt");
        output.number("speed", 1, 1);
        String voice = voice(output, now.voice());
        if (voiceFixed && !voice.equals(now.voice())) {
            throw output.bad("voice", "stays as it is once it has been heard");
        }
        return new SessionSettings(kind, now.model(),
                Objects.requireNonNullElse(fields.text("instructions"), now.instructions()), spoken(now, fields),
                format(input, now.input()),
                input.object().has("transcription") ? transcription(input, now) : now.transcription(),
                input.object().has("turn_detection") ? turnDetection(input, now) : now.turnDetection(),
                format(output, now.output()), voice, maxTokens(fields, "max_output_tokens", now.maxTokens()));
    }

    private static Kind kind(SessionSettings now, JsonFields fields) {
        String type = Objects.requireNonNullElse(fields.text("type"), now.kind().wireName());
        if (!type.equals(now.kind().wireName())) {
            throw fields.bad("type", "stays '%s' for all of a session; ?intent=transcription opens one that writes down"
                .formatted(now.kind().wireName()));
        }
        return now.kind();
    }

    /** Refuses a field that asks for anything. */
    static void refuse(JsonFields fields, String name) {
        JsonNode value = fields.value(name);
        if (value != null && !value.isEmpty()) {
            throw fields.bad(name, "asks for what sessions here do not do");
        }
    }

    private static boolean spoken(SessionSettings now, JsonFields fields) {
        JsonNode modalities = fields.value("output_modalities");
        return (modalities != null) ? spoken(fields, modalities) : now.spoken();
    }

    /** What a list of modalities says. */
    static boolean spoken(JsonFields fields, JsonNode modalities) {
        return switch (modalities.toString()) {
            case "[\"audio\"]" -> true;
            case "[\"text\"]" -> false;
            default -> throw fields.bad("output_modalities", "must be [\"audio\"] or [\"text\"]");
        };
    }

    static WireFormat format(JsonFields direction, WireFormat now) {
        if (direction.value("format") == null) {
            return now;
        }
        JsonFields format = direction.within("format");
        WireFormat wire = WireFormat.of(format.requiredText("type"))
            .orElseThrow(() -> format.bad("type", "must be audio/pcm, audio/pcmu or audio/pcma"));
        format.wholeNumber("rate", wire.sampleRate(), wire.sampleRate());
        return wire;
    }

    private static @Nullable InputTranscription transcription(JsonFields input, SessionSettings settings) {
        if (input.value("transcription") == null) {
            return null;
        }
        JsonFields asked = input.within("transcription");
        InputTranscription now = settings.transcription();
        String model = asked.text("model");
        return new InputTranscription((model == null && now != null) ? now.model() : model, asked.text("language"),
                asked.text("prompt"));
    }

    private static @Nullable TurnDetection turnDetection(JsonFields input, SessionSettings settings) {
        if (input.value("turn_detection") == null) {
            return null;
        }
        TurnDetection now = Objects.requireNonNullElse(settings.turnDetection(), TurnDetection.DEFAULT);
        JsonFields asked = input.within("turn_detection");
        String type = Objects.requireNonNullElse(asked.text("type"), now.type());
        if (!type.equals("server_vad") && !type.equals("semantic_vad")) {
            throw asked.bad("type", "must be server_vad or semantic_vad");
        }
        return new TurnDetection(type, Objects.requireNonNullElse(asked.number("threshold", 0, 1), now.threshold()),
                millis(asked, "prefix_padding_ms", now.prefixPadding()),
                millis(asked, "silence_duration_ms", now.silence()),
                asked.flag("create_response", now.createResponse()),
                asked.flag("interrupt_response", now.interruptResponse()), idleTimeout(asked, type, now),
                asked.text("eagerness"));
    }

    private static @Nullable Duration idleTimeout(JsonFields asked, String type, TurnDetection now) {
        Long millis = asked.wholeNumber("idle_timeout_ms", LEAST_IDLE_MILLIS, MOST_IDLE_MILLIS);
        if (!type.equals("server_vad")) {
            if (millis != null) {
                throw asked.bad("idle_timeout_ms", "goes with server_vad alone");
            }
            return null;
        }
        if (millis != null) {
            return Duration.ofMillis(millis);
        }
        return asked.object().has("idle_timeout_ms") ? null : now.idleTimeout();
    }

    private static Duration millis(JsonFields fields, String name, Duration now) {
        Long millis = fields.wholeNumber(name, 0, MOST_MILLIS);
        return (millis != null) ? Duration.ofMillis(millis) : now;
    }

    static String voice(JsonFields output, String now) {
        if (output.value("voice") == null) {
            return now;
        }
        return output.isObject("voice") ? output.within("voice").requiredText("id") : output.requiredText("voice");
    }

    /** A limit on tokens: a number, "inf" for none, or what it was. */
    static @Nullable Integer maxTokens(JsonFields fields, String name, @Nullable Integer now) {
        JsonNode value = fields.value(name);
        if (value == null) {
            return now;
        }
        if (value.isString() && value.stringValue().equals("inf")) {
            return null;
        }
        Long most = fields.wholeNumber(name, 1, MOST_TOKENS);
        return (most != null) ? (Integer) most.intValue() : now;
    }

}
