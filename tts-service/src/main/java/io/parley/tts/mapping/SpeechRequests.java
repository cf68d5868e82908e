package io.parley.tts.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.parley.audio.AudioFormat;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import io.parley.tts.config.TtsProperties;
import io.parley.web.error.FailureException;
import io.parley.web.json.JsonFields;
import io.parley.web.models.ModelNames;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the requests. Hints that the models here have no use for (instructions, fields
 * nobody knows) are ignored. A field without which the answer would be wrong is refused
 * by its name.
 */
@Component
public final class SpeechRequests {

    private static final double SLOWEST = 0.25;

    private static final double FASTEST = 4;

    private static final int LONGEST_INSTRUCTIONS = 4096;

    private final ModelNames<Synthesizer> models;

    private final int maxInput;

    private final JsonMapper json;

    SpeechRequests(ModelNames<Synthesizer> models, TtsProperties properties, JsonMapper json) {
        this.models = models;
        this.maxInput = properties.maxInput();
        this.json = json;
    }

    /**
     * Reads a request's body.
     * @throws FailureException naming the field that cannot be met
     * @throws io.parley.speech.SpeechException.UnknownModel if the model is not here
     */
    public SpeechRequest of(byte[] body) {
        JsonFields fields = JsonFields.of(this.json, body);
        Synthesizer synthesizer = this.models.named(fields.requiredText("model"));
        String input = input(fields);
        String voice = fields.isObject("voice") ? fields.within("voice").requiredText("id")
                : fields.requiredText("voice");
        String instructions = fields.text("instructions");
        if (instructions != null && characters(instructions) > LONGEST_INSTRUCTIONS) {
            throw FailureException.badField("instructions",
                    "The instructions have more than %d characters.".formatted(LONGEST_INSTRUCTIONS));
        }
        boolean normalize = fields.within("normalization_options").flag("normalize", true);
        SynthesisOptions options = new SynthesisOptions(voice,
                Objects.requireNonNullElse(fields.number("speed", SLOWEST, FASTEST), 1.0), normalize, 0);
        return new SpeechRequest(input, synthesizer, options, format(fields.text("response_format")),
                streamFormat(fields.text("stream_format")));
    }

    private String input(JsonFields fields) {
        String input = fields.requiredText("input");
        if (input.isBlank()) {
            throw FailureException.badField("input", "The input has nothing in it that can be said.");
        }
        if (characters(input) > this.maxInput) {
            throw FailureException.badField("input",
                    "The input has %d characters, more than %d.".formatted(characters(input), this.maxInput));
        }
        return input;
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static AudioFormat format(@Nullable String name) {
        if (name == null) {
            return AudioFormat.MP3;
        }
        return AudioFormat.of(name)
            .orElseThrow(() -> FailureException.badField("response_format",
                    "The field 'response_format' must be one of %s.".formatted(Arrays.stream(AudioFormat.values())
                        .map(AudioFormat::wireName)
                        .collect(Collectors.joining(", ")))));
    }

    private static StreamFormat streamFormat(@Nullable String name) {
        if (name == null) {
            return StreamFormat.AUDIO;
        }
        return Arrays.stream(StreamFormat.values())
            .filter((format) -> format.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst()
            .orElseThrow(() -> FailureException.badField("stream_format",
                    "The field 'stream_format' must be 'audio' or 'sse'."));
    }

}
